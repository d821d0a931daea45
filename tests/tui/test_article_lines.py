"""The lines of an article, block by block."""

import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.alignment import diff
from reader.settings import PageSettings
from reader.text import flow as flows
from reader.text.flow import Flow, ParagraphLines
from reader.tui import article_lines
from reader.tui.article_lines import ArticleLines
from reader.tui.differences import MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE, SAME
from reader.tui.merging import Merged, merge

LOOK = PageSettings()


def long_text(paragraphs: int, words: int) -> str:
    pick = random.Random(7)
    letters = "abcdefghij"
    word = lambda: "".join(pick.choices(letters, k=pick.randint(1, 9)))  # noqa: E731
    return "\n".join(" ".join(word() for _ in range(pick.randint(1, words))) for _ in range(paragraphs))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_lines, "BLOCK_CHARACTERS", 300)
    monkeypatch.setattr(flows, "REGION", 300)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(("paragraphs", "words"), [(60, 40), (1, 4000), (600, 3)])
def test_lines_are_the_same_however_one_comes_to_them(paragraphs: int, words: int) -> None:
    text = long_text(paragraphs, words)
    in_order = ArticleLines(Flow(text), 0, len(text), 30, LOOK)
    in_order.settle(0, 1_000_000)
    shown = [(in_order[line].start, in_order[line].end) for line in range(len(in_order))]
    assert "".join("".join(text[start:end] for start, end in shown).split()) == "".join(text.split())
    jumping = ArticleLines(Flow(text), 0, len(text), 30, LOOK)
    for offset in (len(text) - 5, len(text) // 2, 7, len(text) // 3):
        line = jumping.line_of(offset)
        assert jumping[line].start <= offset <= jumping[line + 1].start
    jumping.settle(0, 1_000_000)
    assert [(jumping[line].start, jumping[line].end) for line in range(len(jumping))] == shown


@pytest.mark.usefixtures("small_blocks")
def test_whoever_holds_line_numbers_is_told_how_they_changed() -> None:
    text = long_text(80, 60)
    held = -1

    def shifted(line: int, by: int) -> None:
        nonlocal held
        held += by if held >= line else 0

    lines = ArticleLines(Flow(text), 0, len(text), 30, LOOK, shifted=shifted)
    held = lines.line_of(len(text) // 2)
    start = lines[held].start
    lines.settle(0, 1_000_000)
    assert lines[held].start == start


def test_the_shares_of_places_ascend() -> None:
    text = long_text(2000, 60)
    lines = ArticleLines(Flow(text), 0, len(text), 40, LOOK)
    shares = [lines.share_of(offset) for offset in range(0, len(text), 997)]
    assert shares == sorted(shares)
    assert shares[0] == 0 and shares[-1] > 0.98


def merged(here: str, there: str, before: str = "", after: str = "") -> Merged:
    text = before + here + after
    start = len(before)
    return merge(
        ParagraphLines(text), start, start + len(here), ParagraphLines(there), diff(here, there), (0, len(text))
    )


def said(value: Merged, *kinds: str) -> str:
    return "".join(value.text[part.start : part.end] for part in value.parts if part.kind in kinds)


def test_a_passage_is_merged_within_its_paragraph() -> None:
    value = merged("the cat sat on the mat", "the cat lay on the old mat", "First.\nHe said ", " today.\nLast.")
    assert value.text == "He said the cat sat lay on the old mat today.\n"
    assert said(value, ONLY_HERE) == "sat"
    assert said(value, ONLY_THERE) == "layold"


def test_a_sentence_that_was_moved_is_marked_at_both_places() -> None:
    one, two = "Marta Kolb leads the works department of the town.", "The tower stands in grey granite from Harrow."
    value = merged(f"{one}\n{two}\nEnd of it all now.", f"{two}\n{one}\nEnd of it all now.")
    assert said(value, MOVED_AWAY).split() == said(value, MOVED_IN).split() != []
    assert "Kolb" in said(value, MOVED_AWAY) or "granite" in said(value, MOVED_AWAY)


SOME_WORDS = ["the", "cat", "sat\n", "on.", "a", "red", "mat,", "and\n", "then", "he", "left.", "again"]
WORDS = st.lists(st.sampled_from(SOME_WORDS), max_size=30).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(["", "Before. ", "A line.\nAnd "]), st.sampled_from(["", " after", ".\nMore."]))
def test_what_the_page_says_is_all_there_and_each_character_is_found(
    here: str, there: str, before: str, after: str
) -> None:
    value = merged(here, there, before, after)
    text = before + here + after
    assert said(value, SAME, ONLY_HERE, MOVED_AWAY) == text[value.start : value.end]
    for place in range(value.start, value.end):
        shown = value.shown_at(place)
        assert value.text[shown] == text[place]
        assert value.place_of(shown) == place


def test_what_only_the_twin_says_stands_between_single_spaces() -> None:
    here = "officials told the Post that it was so"
    first = merged(here, f"we heard {here}", "The same day, ", " again.")
    assert first.text == f"The same day, we heard {here} again."
    last = merged(here, f"{here} we heard", "The same day, ", " again.")
    assert last.text == f"The same day, {here} we heard again."
    amid = merged(here, here.replace("told", "quietly told"), "The same day, ", " again.")
    assert amid.text == f"The same day, {here.replace('told', 'quietly told')} again."


A = "The minister said the bridge would be closed for repairs{}Traders on the eastern bank were furious at it."


@pytest.mark.parametrize(
    ("here", "there", "text"),
    [
        (".\n\n", ", the council added.\n\nAll ", "[, the council added].\n\n[All] "),
        (", the council added.\n\nAll ", ".\n\n", "{, the council added}.\n\n{All} "),
        (".\n\n", ".\n\nNobody cheered.\n\nA dog barked.\n\n", ".\n\n[Nobody cheered.\n\nA dog barked.]\n\n"),
        (". ", ", the council added; ", "{.}[, the council added;] "),
        (".\n\n", ", and the ", "{.}[, and the]\n\n"),
        (" ", ", they said, ", "[, they said,] "),
        (" today. ", " tomorrow: ", " {today.} [tomorrow:] "),
        (". ", ".\n\n", ". "),
    ],
)
def test_marks_and_breaks_stay_with_the_words_that_they_belong_to(here: str, there: str, text: str) -> None:
    value = merged(A.format(here), A.format(there))
    signs = {ONLY_HERE: "{%s}", ONLY_THERE: "[%s]"}
    shown = "".join(signs.get(part.kind, "%s") % value.text[part.start : part.end] for part in value.parts)
    assert shown == A.replace("{}", "%s") % text


MARKED = st.lists(st.sampled_from([*SOME_WORDS, "“on”", "(red)", "mat.\n\n", "– cat", "well-known", "–"]), max_size=20)


@given(MARKED.map(" ".join), MARKED.map(" ".join))
def test_the_twin_is_what_is_left_without_what_only_the_page_says(here: str, there: str) -> None:
    value = merged("again " + here + " then", "again " + there + " then")
    letters = lambda text: "".join(c for c in text if c.isalpha())  # noqa: E731
    assert letters(said(value, SAME, ONLY_THERE, MOVED_IN)) == letters("again " + there + " then")


def test_lines_that_were_joined_already_are_not_joined_again() -> None:
    said = "The tower on the reef will be raised again in grey granite from the Harrow quarry, with a lamp from Paris. "
    flow = Flow("\n\n".join([textwrap.fill(said * 4, 60)] * 3))
    assert any(each.flows for each in flow.paragraphs(0, len(flow.text)))
    again = flow.of_joined(flow.text, 0)
    assert not any(each.flows for each in again.paragraphs(0, len(flow.text)))


def test_lines_of_a_merged_passage_have_places_in_the_document() -> None:
    before, here, after = "x" * 50 + "\n", "one two three four five six", "\n" + "y" * 50
    text = before + here + after
    there = "one two 3 four five new six"
    start = len(before)
    flow = ParagraphLines(text)
    value = merge(flow, start, start + len(here), ParagraphLines(there), diff(here, there), (0, len(text)))
    lines = ArticleLines(flow, 0, len(text), 12, LOOK, value)
    for place in range(len(text)):
        if text[place] != "\n":
            line = lines[lines.line_of(place)]
            assert line.place <= place
    places = [lines[line].place for line in range(len(lines))]
    assert places == sorted(places)
    shown = "".join(lines[line].text[lines[line].start : lines[line].end] for line in range(len(lines)))
    assert "new" in shown and "three" in shown
