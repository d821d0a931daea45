"""Titles: found, compressed, never cut inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.titles import NOTHING, WIDEST, compress, headline, numbered, title


def test_a_headline_is_kept() -> None:
    assert (
        title(["Harbour plan agreed after nine years", "The council met on Friday."])
        == "Harbour plan agreed after nine years"
    )
    assert title(["## Harbour plan *agreed* ##", "The council met."]) == "Harbour plan agreed"


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        ("The council agreed on Friday to rebuild the old harbour.", "The council agreed to rebuild the old harbour"),
        (
            "LONDON, Dec 29 (Agency) - The council agreed to rebuild the old harbour. It will cost millions.",
            "The council agreed to rebuild the old harbour",
        ),
        (
            "In a long and stormy session that ended after midnight, the council agreed to rebuild the old"
            " harbour and the bridge beside it.",
            "The council agreed to rebuild the old harbour and the bridge beside it",
        ),
        (
            "The council agreed to rebuild the old harbour at a cost of twelve million a year for a decade, the"
            " mayor's spokesman Lee Park said on Friday.",
            "The council agreed to rebuild the old harbour at a cost of twelve million a year for a decade",
        ),
        (
            "Mr. Park and the U.S. envoy met the council of St. Helen for talks about the harbour.",
            "Mr. Park and the U.S. envoy met the council of St. Helen for talks about the harbour",
        ),
        (
            "Городской совет утвердил план перестройки порта. Работы начнутся осенью.",
            "Городской совет утвердил план перестройки порта",
        ),
    ],
)
def test_leads_are_compressed(lead: str, made: str) -> None:
    assert title([lead, "Work begins in autumn."]) == made


def test_a_lead_that_points_back_gives_way_to_the_next() -> None:
    assert (
        title(["He agreed.", "The council of the town will rebuild the old harbour."])
        == "The council of the town will rebuild the old harbour"
    )


def test_only_what_cannot_be_cut_ends_in_an_ellipsis() -> None:
    assert compress(" ".join(["harbour"] * 40)).endswith("harbour…")


def test_links_and_signatures_are_no_titles() -> None:
    assert headline("What a day pic.twitter.com/abc") == "What a day"
    assert title(["", "…", "#"]) == NOTHING or title(["", "…", "#"])


def test_the_same_title_is_numbered() -> None:
    assert numbered(["A", "B", "a", "A"]) == ["A", "B", "a (2)", "A (3)"]


@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_lines_have_a_title(lines: list[str]) -> None:
    made = title(lines)
    assert made
    assert len(made) <= WIDEST + 1
    assert "\n" not in made


@given(
    st.lists(
        st.sampled_from(["harbour", "Novak,", "who", "said", "the", "after", "“plan”", "and", "—", "in", "(old)"]),
        min_size=1,
        max_size=60,
    )
)
def test_words_stay_whole(words: list[str]) -> None:
    known = {w.strip(",.…—()“”").casefold() for w in words}
    assert all(w.strip(",.…—()“”").casefold() in known for w in compress(" ".join(words)).split())
