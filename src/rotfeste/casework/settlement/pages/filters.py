"""What the lists can be narrowed by. A task on the front page leads to its list narrowed to what it counted."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement.states import CaseStatus, InterviewStatus, TravelStatus
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field
from rotfeste.registers.persons.rules import Group

RISKS = [("late", lazy("Past the target")), ("soon", lazy("Within 30 days")), ("on_time", lazy("In good time"))]


class QueueFilter(FilterForm):
    """What the queue can be narrowed by."""

    status = forms.ChoiceField(label=lazy("Status"))
    group = forms.ChoiceField(label=lazy("Group"))
    risk = forms.ChoiceField(label=lazy("Target"))

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        waiting = [row for row in CaseStatus.choices if row[0] not in (CaseStatus.SETTLED, CaseStatus.CLOSED)]
        self.fields["status"].choices = any_choice(waiting)  # type: ignore[attr-defined]
        self.fields["group"].choices = any_choice(Group.choices)  # type: ignore[attr-defined]
        self.fields["risk"].choices = any_choice(RISKS)  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """By status, group and how near the target is."""
        said = self.cleaned_data
        if said["status"]:
            rows = rows.filter(status=said["status"])
        if said["group"]:
            rows = rows.filter(group=said["group"])
        soon = self.today + timedelta(days=30)
        if said["risk"] == "late":
            rows = rows.filter(deadline_on__lt=self.today)
        elif said["risk"] == "soon":
            rows = rows.filter(deadline_on__gte=self.today, deadline_on__lte=soon)
        elif said["risk"] == "on_time":
            rows = rows.filter(deadline_on__gt=soon)
        return rows


class InterviewFilter(FilterForm):
    """Which interviews."""

    stage = forms.ChoiceField(
        label=lazy("Interviews"),
        choices=[
            ("", lazy("All")),
            ("late", lazy("Past their day")),
            ("due", lazy("To hold")),
            ("returned", lazy("Sent back")),
        ],
    )

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def narrow(self, rows: Any) -> Any:
        """By how urgent they are."""
        stage = self.cleaned_data["stage"]
        if stage == "late":
            return rows.filter(interview__status__in=("due", "draft"), interview__due_on__lt=self.today)
        if stage == "due":
            return rows.filter(interview__status__in=("due", "draft"), interview__due_on__gte=self.today)
        return rows.filter(interview__status=InterviewStatus.RETURNED) if stage == "returned" else rows


class RequestFilter(FilterForm):
    """Which requests."""

    stage = forms.ChoiceField(
        label=lazy("Answer by"),
        choices=[("", lazy("All")), ("late", lazy("Past the deadline")), ("open", lazy("In good time"))],
    )

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def narrow(self, rows: Any) -> Any:
        """By whether the deadline has passed."""
        stage = self.cleaned_data["stage"]
        if stage == "late":
            return rows.filter(deadline_on__lt=self.today)
        return rows.filter(deadline_on__gte=self.today) if stage == "open" else rows


class GroupFilter(FilterForm):
    """Which group."""

    group = forms.ChoiceField(label=lazy("Group"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].choices = any_choice(Group.choices)  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """By group."""
        group = self.cleaned_data["group"]
        return rows.filter(group=group) if group else rows


class ComingFilter(GroupFilter):
    """Which group, and what is to be done with those on their way."""

    stage = forms.ChoiceField(
        label=lazy("What is missing"),
        choices=[
            ("", lazy("All")),
            ("decision", lazy("The decision")),
            ("day", lazy("An agreed day to move")),
            ("moved", lazy("To be registered as moved in")),
            ("journey", lazy("A journey to confirm")),
        ],
    )

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def narrow(self, rows: Any) -> Any:
        """By group and what is missing."""
        rows, stage = super().narrow(rows), self.cleaned_data["stage"]
        if stage == "decision":
            return rows.filter(status=CaseStatus.ACCEPTED)
        if stage == "day":
            return rows.filter(status=CaseStatus.DECIDED, agreed_move_on=None)
        if stage == "journey":
            return rows.filter(dossier__travel=TravelStatus.PLANNED)
        return rows.filter(status=CaseStatus.DECIDED, agreed_move_on__lte=self.today) if stage == "moved" else rows


class SettledFilter(GroupFilter):
    """Which group, and when they moved in."""

    from_on = date_field(label=lazy("Moved in from"))
    to_on = date_field(label=lazy("Moved in until"))

    def narrow(self, rows: Any) -> Any:
        """By group and the day the last member moved in; both days are in it."""
        rows, said = super().narrow(rows), self.cleaned_data
        if said["from_on"]:
            rows = rows.filter(settled_on__gte=said["from_on"])
        return rows.filter(settled_on__lte=said["to_on"]) if said["to_on"] else rows
