"""A small table: figures stand to the right, words to the left, and the first column names the row."""

from django.template import Context, Template


def shown(heads: list[str], rows: list[list[object]]) -> str:
    context = Context({"heads": heads, "rows": rows})
    return Template("{% load ui %}{% data_table 'Caption' heads rows %}").render(context)


def test_figures_stand_to_the_right_and_words_to_the_left() -> None:
    text = shown(
        ["Group", "Persons", "Result"], [["Men", "12", "as good"], ["Women", None, "worse"], ["All", "1,5 %", ""]]
    )
    assert '<th scope="row">Men</th><td class="number">12</td><td>as good</td>' in text
    assert '<td class="number">–</td><td>worse</td>' in text
    assert '<th scope="col" class="number">Persons</th><th scope="col">Result</th>' in text


def test_one_word_among_figures_does_not_move_the_column() -> None:
    rows: list[list[object]] = [["a", "1"], ["b", "2"], ["c", "not known"]]
    assert '<td class="number">not known</td>' in shown(["x", "y"], rows)
