"""Every component of the interface on one page, with made-up contents: for those who build, and for tests."""

from datetime import date

from django import forms
from django.http import HttpResponse

from rotfeste.foundation.access.doorway import Request, open_to_all
from rotfeste.foundation.places.queries import tiles
from rotfeste.foundation.ui.charts import band, bars, months
from rotfeste.foundation.ui.components import Figure, Moment, Tab, Tag, Task
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.tiles import Tile, TileMap, even_limits

SIZES = [("s", "Small"), ("m", "Middle"), ("l", "Large")]
ROWS = [
    {
        "name": f"Row {n:03}",
        "size": SIZES[n % 3][1],
        "number": (n * 7919) % 1000,
        "day": date(2017, 1 + n % 12, 1 + n % 28),
    }
    for n in range(1, 121)
]


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As it stands in the passport.")
    day = date_field(label="Moved in on")
    number = forms.IntegerField(label="Places", required=False, min_value=0)
    size = forms.ChoiceField(label="Size", choices=any_choice(SIZES), required=False)
    answer = forms.ChoiceField(label="Do you accept?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Needs", choices=SIZES, widget=forms.CheckboxSelectMultiple, required=False, help_text="Choose any."
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="I have read this")
    paper = forms.FileField(label="Document", required=False)


class Sizes(FilterForm):
    """The filter of the example list."""

    size = forms.ChoiceField(label="Size", choices=any_choice(SIZES))
    name = forms.CharField(label="Name")

    def narrow(self, rows: list[dict[str, object]]) -> list[dict[str, object]]:
        """By size and by a part of the name."""
        size, name = self.cleaned_data["size"], self.cleaned_data["name"].lower()
        kept = [row for row in rows if not size or row["size"] == dict(SIZES)[size]]
        return [row for row in kept if name in str(row["name"]).lower()]


COLUMNS = (
    Column("name", "Name", lambda row: row["name"], sort=lambda row: row["name"], url=lambda row: "#list"),
    Column("size", "Size", lambda row: Tag(row["size"], "success" if row["size"] == "Large" else "neutral")),
    Column("number", "Number", lambda row: row["number"], sort=lambda row: row["number"], kind="number"),
    Column("day", "Day", lambda row: row["day"], sort=lambda row: row["day"], kind="date"),
)


@open_to_all("shows made-up examples only")
def components(request: Request) -> HttpResponse:
    """The page of all components."""
    page = ListPage(request, "gallery", "Components", ROWS, COLUMNS, filters=Sizes, sort="name", page_size=10)
    return page.respond("web/components.html", {"form": Example({}), "empty_form": Example(prefix="new"), **examples()})


def examples() -> dict[str, object]:
    """Contents for the components that stand alone."""
    year = [date(2017, month, 1) for month in range(1, 13)]
    waves = {
        "Families": {d: 400 + d.month * 37 % 90 for d in year},
        "Minors": {d: 60 + d.month * 11 % 40 for d in year},
    }
    squares = [
        Tile(t.column, t.row, t.name, None if int(t.code) % 17 == 0 else int(t.code) % 53, "", "#map")
        for t in tiles(date(2017, 12, 1))
    ]
    groups = {"Østfold": {"Asked": 610, "Settled": 540}, "Akershus": {"Asked": 1240, "Settled": 1103}}
    return {
        "examples": {
            "tasks": [
                Task("Answer requests", 3, "#", 3, "One is past its deadline"),
                Task("Agree on a day to move", 12, "#"),
            ],
            "figures": [
                Figure("11 078", "Settled in 2017", "#"),
                Figure("5,0", "Months of waiting", "", "76 % by six"),
            ],
            "facts": [("Group", "Family with children"), ("Children", 3), ("Dwelling", None)],
            "moments": [
                Moment("Permit granted", date(2017, 6, 1), "Section 28", "UDI"),
                Moment("Municipality asked", date(2017, 9, 4), state="now", tag=Tag("Awaits an answer", "warning")),
                Moment("Moved in", state="ahead"),
            ],
            "tabs": [Tab("Overview", "#", current=True), Tab("Messages", "#", count=2), Tab("Letters", "#")],
            "months": months("Settled per month", waves, description="Between 400 and 490 in families each month."),
            "lines": months("The same as lines", waves, description="Two lines.", kind="line", unit="Persons"),
            "bars": bars("Asked and settled", groups, description="Most of those asked for are settled."),
            "band": band("Prognosis", [(d, 300, 400, 500 + d.month * 9) for d in year], description="It widens."),
            "map": TileMap(
                "Municipalities",
                "Made-up figures.",
                squares,
                even_limits(tile.value for tile in squares),
                ["Municipality", "Figure"],
            ),
        }
    }
