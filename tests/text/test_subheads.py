"""Which lines are sub-heads."""

import pytest

from reader.text.subheads import is_subhead, is_subhead_at

BEFORE = "The council voted for it on Tuesday."
AFTER = "Engineers found the foundations sound, said Marta Kolb, who leads the works department of the town."


@pytest.mark.parametrize("line", ["What comes next", "A lamp that is seen for miles", "Why now?", "Что дальше"])
def test_a_short_line_between_paragraphs_is_one(line: str) -> None:
    assert is_subhead(line, BEFORE, AFTER)


@pytest.mark.parametrize(
    "line", ["He said no.", "- one of many", "2024", "https://example.org", "", "and so on", "***"]
)
def test_sentences_items_links_and_numbers_are_none(line: str) -> None:
    assert not is_subhead(line, BEFORE, AFTER)


def test_it_stands_after_a_finished_paragraph_and_before_a_longer_one() -> None:
    assert not is_subhead("What comes next", "", AFTER)
    assert not is_subhead("What comes next", "One of", AFTER)
    assert not is_subhead("What comes next", BEFORE, "Nothing more")
    assert not is_subhead("What comes next", BEFORE, "")


def test_it_is_found_in_a_text() -> None:
    text = f"{BEFORE}\n\nWhat comes next\n\n{AFTER}\n"
    start = text.index("What")
    assert is_subhead_at(text, start, start + len("What comes next"))
    assert not is_subhead_at(text, 0, len(BEFORE))
