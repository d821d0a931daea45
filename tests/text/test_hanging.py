"""What stands before the rows on which a line goes on that is wider than the screen."""

import pytest

from reader.text.flow import Flow, LinesAsTheyAre
from reader.text.hanging import TURNED_CODE, TURNED_VERSE

PROSE = "The tower above the harbour will be raised again in grey granite from the Harrow quarry before the winter."
OTHER = (
    "The road to it will be closed for two weeks, the works department of the town said when it was asked on Monday."
)


def leads(text: str) -> list[str]:
    """Of each line of a text that is not blank, what stands before its further rows."""
    flow, found, at = Flow(text), [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraph = next(each for each in flow.paragraphs(at, at + 1) if each.end > at)
            found.append(paragraph.lead_at(text, at + len(line) - 1))
            assert paragraph.lead_at(text, at) == ""
        at += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        (f"- {PROSE}", "  "),
        (f"  12. {PROSE}", "      "),
        (f"\t* {PROSE}", "      "),
        (f"> {PROSE}", "> "),
        (f"2024-05-01 12:00:01 {PROSE}", TURNED_CODE),
        (PROSE, ""),
        (f"    {PROSE}", "    "),
        ("# A heading without an end", ""),
        ("| a row | of a table | that is as wide as rows often are |", TURNED_CODE),
    ],
)
def test_a_line_hangs_under_its_own_text(line: str, lead: str) -> None:
    assert leads(f"{PROSE}\n\n{line}\n\n{OTHER}") == ["", lead, ""]
    assert leads(f"{PROSE}\n{OTHER}\n{line}\n{OTHER}\n{PROSE}") == ["", "", lead, "", ""]


def test_where_paragraphs_begin_further_in_only_their_first_rows_do() -> None:
    assert leads("\n".join(f"    {each}" for each in (PROSE, OTHER, PROSE))) == ["", "", ""]
    assert leads("\n\n".join([PROSE, *(f"\u3000\u3000{each}" for each in (OTHER, PROSE, OTHER))])) == [""] * 4


def test_verse_is_turned_over_further_in_and_a_sign_says_it_of_code() -> None:
    verse = "Thou foster-child of silence and slow time\n  Sylvan historian, who canst thus express\nWhat legend"
    assert leads(f"{PROSE}\n\n{verse}\n\n{OTHER}") == ["", TURNED_VERSE, f"  {TURNED_VERSE}", TURNED_VERSE, ""]
    code = "def lit(tower, lamp):\n    return [stone(x) for x in tower[lamp]]"
    assert leads(f"{PROSE}\n\n{code}\n\n{OTHER}") == ["", TURNED_CODE, f"    {TURNED_CODE}", ""]


def test_an_item_among_lines_that_are_kept_hangs_behind_its_mark() -> None:
    text = f"{PROSE}\n\nThings to be done by us:\n  1. the tower\n  22. the road\n\n{OTHER}"
    assert leads(text)[-3:] == ["     ", "      ", ""]


def test_the_source_hangs_as_in_an_editor() -> None:
    text = f"\n    {PROSE}\n\n- {OTHER}\n{PROSE}\n"
    assert [each.lead for each in LinesAsTheyAre(text).paragraphs(0, len(text))] == ["", "    ", "", "  ", ""]
