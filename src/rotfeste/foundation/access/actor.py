"""The actor: who is asking, in which role, for which organisation."""

from dataclasses import dataclass, field

from rotfeste.foundation.access.rules import PERMISSIONS, OwnRole, Role


class NotAllowed(Exception):
    """The actor's role does not have the permission. The web answers 404 and tells nothing more."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class StepUpNeeded(NotAllowed):
    """The actor must log in again at level «high» before health data is shown."""


@dataclass(frozen=True)
class Actor:
    """One person in one role in one organisation, or the system itself.

    `organisations` are the actor's own organisation and all below it; `reach` is «nation», «organisation», «self»
    (a person who asks about themselves, or their helper) or «none».
    """

    user_id: int | None
    name: str
    role: str
    organisation_id: int | None
    organisation_name: str
    organisation_kind: str
    reach: str
    organisations: tuple[int, ...] = ()
    level: str = "substantial"
    protected: bool = False
    extra: frozenset[str] = field(default_factory=frozenset)
    persons: tuple[int, ...] = ()
    """With reach «self»: whose rows the actor sees. The first is the person, the others children they answer for."""
    helper_id: int | None = None
    """The helper who acts on the person's behalf."""

    @property
    def known_user(self) -> int:
        """The user behind the actor. Raises NotAllowed for the system and for nobody."""
        if self.user_id is None:
            raise NotAllowed("logged in")
        return self.user_id

    @property
    def known_organisation(self) -> int:
        """The organisation that the actor acts for. Raises NotAllowed for the system and for nobody."""
        if self.organisation_id is None:
            raise NotAllowed("logged in")
        return self.organisation_id

    def may(self, permission: str) -> bool:
        """Whether the role has the permission."""
        return permission in PERMISSIONS.get(self.role, frozenset()) or permission in self.extra

    def require(self, *permissions: str) -> None:
        """Raise NotAllowed unless the role has every permission named."""
        for permission in permissions:
            if not self.may(permission):
                raise NotAllowed(permission)

    def require_level(self, level: str = "high") -> None:
        """Raise StepUpNeeded unless the log-in was at this level."""
        if level == "high" and self.level != "high":
            raise StepUpNeeded("level.high")

    @property
    def national(self) -> bool:
        """Whether the actor sees the whole country."""
        return self.reach == "nation"

    @property
    def asks_about_self(self) -> bool:
        """Whether the actor is a person who sees what is their own, and no member of staff."""
        return self.reach == "self"

    @property
    def in_directorate(self) -> bool:
        """Whether the actor works for the directorate."""
        return self.organisation_kind == "directorate"

    @property
    def in_municipality(self) -> bool:
        """Whether the actor works for a municipality or a city district."""
        return self.organisation_kind in ("municipality", "city_district")

    @property
    def in_centre(self) -> bool:
        """Whether the actor works for a reception centre."""
        return self.organisation_kind == "reception_centre"

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        return role_label(self.role)


def role_label(role: str) -> str:
    """A role in the reader's language."""
    kinds = (Role, OwnRole)
    return next((str(kind(role).label) for kind in kinds if role in kind.values), role)


def system(name: str, *, permissions: frozenset[str] = frozenset()) -> Actor:
    """The system acting by itself, for jobs: it sees the country, protected persons apart."""
    return Actor(
        user_id=None,
        name=name,
        role="system",
        organisation_id=None,
        organisation_name="Rotfeste",
        organisation_kind="directorate",
        reach="nation",
        extra=permissions,
    )


NOBODY = Actor(
    user_id=None,
    name="",
    role="",
    organisation_id=None,
    organisation_name="",
    organisation_kind="",
    reach="none",
)
"""Someone who has not logged in."""
