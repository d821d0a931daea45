"""Every story found, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.articles import Kind, articles

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: int) -> str:
    path = next(SEEDS.glob(f"{number:03}_*.txt"))
    return path.read_text(encoding="utf-8")


def starts(text: str) -> list[int]:
    """1-based lines at which stories start."""
    return [text.count("\n", 0, a.start) + 1 for a in articles(text) if a.kind is Kind.ARTICLE]


def assert_covers(text: str) -> None:
    spans = articles(text)
    assert [a.start for a in spans] == [0, *(a.end for a in spans[:-1])] if text else spans == ()
    assert not spans or spans[-1].end == len(text)
    assert all(a.start < a.end and a.title for a in spans)


def test_nothing_has_no_articles() -> None:
    assert articles("") == ()


@pytest.mark.parametrize("text", [" ", "\n", "\n\n \t\n", "\u2028"])
def test_white_space_is_residue(text: str) -> None:
    (only,) = articles(text)
    assert (only.start, only.end, only.kind) == (0, len(text), Kind.RESIDUE)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_covered(text: str) -> None:
    assert_covers(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["A story.", "", "Day: May 3, 2024", "— A (@a) May 3, 2024", "Read more", "\r", "В начале.", "```"]
        )
    )
)
def test_any_lines_are_covered(lines: list[str]) -> None:
    assert_covers("\n".join(lines))


def test_a_dump_is_cut_into_its_stories() -> None:
    found = set(starts(seed(0)))
    assert (
        len(found & {1, 3, 38, 72, 90, 102, 124, 127, 146, 164, 205, 224, 260, 282, 302, 318, 346, 367, 387, 404}) >= 18
    )


def test_a_story_told_twice_is_two_stories() -> None:
    assert {8, 160} <= set(starts(seed(1)))
