"""Separators between files of many stories, and separators between stories of which some are long."""

from bisect import bisect_right

import pytest

from reader.text import layouts
from reader.text.articles import Kind, articles
from reader.text.explanation import explain
from tests.text.test_articles import seed
from tests.text.test_separators import SUBJECTS, story

SEPARATORS = ("\n", "\n\n", "---\n", "----------\n", "\f\n", "* * *\n", "\n---\n\n", "\n\f\n\n")


def starts(text: str) -> set[int]:
    return {a.start for a in articles(text) if a.kind is Kind.ARTICLE}


def put_together(parts: list[str], separator: str) -> tuple[str, list[int]]:
    """The parts with a separator between them, and where each begins."""
    places, text = [], ""
    for part in parts:
        text += separator if text else ""
        places.append(len(text))
        text += part.strip("\n") + "\n"
    return text, places


def long_story() -> str:
    """One story of 23,000 characters, which also stands among others."""
    return "\n".join(seed(1).split("\n")[159:206])


@pytest.mark.parametrize("separator", SEPARATORS)
def test_files_that_are_put_together_have_the_stories_that_they_have_alone(separator: str) -> None:
    parts = [seed(number) for number in range(4)]
    text, places = put_together(parts, separator)
    alone = {place + start for part, place in zip(parts, places, strict=True) for start in starts(part)}
    assert len(alone) > 25
    assert starts(text) == alone
    assert set(places) <= {a.start for a in articles(text)}


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_long_story_among_others_is_one(separator: str) -> None:
    parts = [story(s).replace("\n\n", "\n") for s in SUBJECTS]
    parts.insert(2, long_story())
    text, places = put_together(parts, separator)
    assert starts(text) == set(places)


def test_empty_lines_at_some_starts_do_not_hide_the_others() -> None:
    whole = seed(0)
    alone = sorted(starts(whole))
    spaced = alone[4::6]
    text = whole
    for start in reversed(spaced):
        text = text[:start] + "\n" + text[start:]
    assert {start + bisect_right(spaced, start) for start in alone[1:]} <= starts(text)


def test_a_large_piece_is_not_read_again_where_all_were_weighed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    text, places = put_together([seed(0), seed(1), seed(0)], "---\n")
    again = starts(text)
    monkeypatch.setattr(layouts, "LARGE", 20_000)
    layout = layouts.survey(text)
    assert layout.evidence and not layout.piles
    assert set(places) <= starts(text)
    assert len(again & starts(text)) >= 0.9 * len(again | starts(text)) > 40


def test_one_pile_among_many_stories_is_found() -> None:
    parts = [story(s).replace("\n\n", "\n") for s in SUBJECTS * 8]
    parts.insert(9, seed(0))
    text, places = put_together(parts, "\f\n")
    assert set(places) <= {a.start for a in articles(text)}
    pile = {place - places[9] for place in starts(text) if places[9] <= place < places[10]}
    assert pile == starts(seed(0))


def test_a_header_block_heads_a_pile_only_if_much_speaks_for_it() -> None:
    block = "Title: The {0}\nDate: 3 May 2024\n\n{1}\n"
    parts = [
        block.format("harbour", story("harbour")),
        block.format("long", long_story()),
        block.format("pile", seed(0)),
    ]
    text, places = put_together(parts, "\n")
    found = [a for a in articles(text) if a.kind is Kind.ARTICLE]
    assert [a.start for a in found[:3]] == places
    assert [a.title for a in found[:3]] == ["The harbour", "The long", "The pile"]
    assert len(found) > 15


def test_a_mail_is_never_cut() -> None:
    head = "From a@b.org Fri May  3 10:00:00 2024\nFrom: Novak\nSubject: {0}\n\n{1}\n\n"
    text = head.format("Digest", seed(0)) + head.format("Harbour", story("harbour"))
    assert [a.title for a in articles(text) if a.kind is Kind.ARTICLE] == ["Digest", "Harbour"]


def test_starts_within_a_pile_have_cues_and_separators_are_named() -> None:
    text, places = put_together([seed(number) for number in range(4)], "\f\n")
    boundaries = {b.start: b for b in explain(text).gaps}
    assert sorted(boundaries) == [b.start for b in explain(text).gaps]
    assert all(boundaries[start].chosen and boundaries[start].cues for start in starts(text))
    named = [b.start for b in boundaries.values() if b.cues[:1] == (("separator: form feed", 1.0),)]
    assert len(named) == 3
    assert places[3] in named
    assert any(not b.chosen for b in boundaries.values())
