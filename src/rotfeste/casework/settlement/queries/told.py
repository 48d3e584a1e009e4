"""What people have told in the settlement interview, for those who qualify them: nobody tells it twice."""

from collections.abc import Iterable

from rotfeste.casework.settlement.models import Answer
from rotfeste.casework.settlement.rules.mapping import BY_KEY, AnswerState
from rotfeste.foundation.access.actor import Actor


def told_by(person_ids: Iterable[int], keys: Iterable[str], *, actor: Actor) -> dict[int, dict[str, str]]:
    """The latest answer to each question, by person; none where nothing was told. The caller records the reading."""
    rows = Answer.objects.visible_to(actor).filter(
        person_id__in=list(person_ids), key__in=list(keys), state=AnswerState.GIVEN
    )
    found: dict[int, dict[str, str]] = {}
    for person_id, key, value in rows.order_by("case_id", "id").values_list("person_id", "key", "value"):
        found.setdefault(person_id, {})[key] = value
    return found


def in_words(key: str, value: str) -> str:
    """An answer as the reader's language says it."""
    return str(dict(BY_KEY[key].choices).get(value, value))
