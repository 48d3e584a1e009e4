"""A form that is filled in wrong says what is wrong, where, and keeps what was written. All without script."""

from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from rotfeste.foundation.ui.fields import FilterForm, between, date_field


class Move(forms.Form):
    who = forms.CharField(label="Who", help_text="The whole name")
    day = date_field(label="Day")
    how = forms.ChoiceField(label="How", choices=[("car", "Car"), ("train", "Train")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Sure")
    bags = forms.MultipleChoiceField(
        label="Bags", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self) -> None:
        if self.cleaned_data.get("who") == "no one":
            raise forms.ValidationError("Someone must move.")


def shown(form: forms.Form, name: str) -> str:
    with override("nb"):
        return Template("{% field bound %}").render(Context({"bound": form[name]}))


def summary(*given: forms.Form) -> str:
    with override("nb"):
        return Template("{% error_summary one %}").render(Context({"one": given[0]}))


def test_a_label_belongs_to_its_field() -> None:
    assert '<label class="ds-label" for="id_who">Who' in shown(Move(), "who")


def test_what_must_be_filled_in_is_said_in_words_and_to_screen_readers() -> None:
    text = shown(Move(), "who")
    assert "(må fylles ut)" in text
    assert 'aria-required="true"' in text
    assert "(må fylles ut)" not in shown(Move(), "note")


def test_the_description_and_the_error_are_tied_to_the_field() -> None:
    text = shown(Move({}), "who")
    assert 'aria-describedby="id_who-description id_who-error"' in text
    assert 'id="id_who-description"' in text
    assert 'id="id_who-error"' in text
    assert 'aria-invalid="true"' in text


def test_a_date_is_the_browsers_own_date_and_keeps_what_was_written() -> None:
    text = shown(Move({"day": "2017-12-01"}), "day")
    assert 'type="date"' in text
    assert 'value="2017-12-01"' in text


def test_choices_stand_in_a_group_with_a_legend() -> None:
    text = shown(Move({"how": "train"}), "how")
    assert "<legend" in text
    assert text.count('type="radio"') == 2
    assert 'value="train" id="id_how_1" checked' in text


def test_several_can_be_ticked_where_several_can_be_chosen() -> None:
    text = shown(Move(initial={"bags": ["a", "b"]}), "bags")
    assert text.count('type="checkbox"') == 2
    assert text.count(" checked") == 2


def test_the_summary_links_each_error_to_its_field() -> None:
    text = summary(Move({"who": "no one", "day": "2017-12-01"}))
    assert "Det er 3 ting å rette" in text
    assert "<li>Someone must move.</li>" in text
    assert 'href="#id_how_0"' in text
    assert 'href="#id_sure"' in text


def test_a_form_that_is_right_or_not_sent_has_no_summary() -> None:
    assert summary(Move()).strip() == ""


def test_what_was_written_cannot_become_part_of_the_page() -> None:
    assert "<script>" not in shown(Move({"who": "<script>alert(1)</script>"}), "who")


def test_nothing_in_a_filter_must_be_filled_in() -> None:
    class ByName(FilterForm):
        name = forms.CharField()

    form = ByName({})
    assert form.is_valid()
    assert form.chosen() == {}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_meant_is_refused_at_its_field(day: str) -> None:
    with override("en"):
        form = Move({"who": "Someone", "day": day, "how": "car", "sure": "on"})
        assert form.errors == {"day": ["Write a year between 1900 and 2200."]}


@pytest.mark.parametrize(("language", "said"), [("nb", "mellom 0,25 og 37,5"), ("en", "between 0.25 and 37.5")])
def test_the_bounds_of_hours_are_said_with_the_readers_decimal_mark(language: str, said: str) -> None:
    class Week(forms.Form):
        hours = forms.DecimalField(**between(Decimal("0.25"), Decimal("37.5")))

    with override(language):
        for hours in ("0", "1000", "-5", "1e30"):
            assert any(said in text for text in Week({"hours": hours}).errors["hours"]), hours
        assert Week({"hours": "37.5"}).is_valid()
