"""What the reader decides holds, and nothing is lost by it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.text.articles import Article, Kind
from reader.text.decisions import Change, Decision
from reader.text.overruling import overrule

TEXT = (
    "Day: May 3, 2024\n"
    + "The council agreed on the plan for the harbour.\n"
    + "The bridge will be closed on Monday for a year.\n"
)
FOUND = (
    Article(0, 17, Kind.RESIDUE, "Day: May 3, 2024", "2024-05-03"),
    Article(17, len(TEXT), Kind.ARTICLE, "The council agreed on the plan for the harbour"),
)


def test_split_makes_a_second_story() -> None:
    place = TEXT.index("The bridge")
    spans = overrule(TEXT, FOUND, [Decision(place, Change.SPLIT)])
    assert [(a.start, a.title) for a in spans[1:]] == [
        (17, "The council agreed on the plan for the harbour"),
        (place, "The bridge will be closed on Monday for a year"),
    ]


def test_merge_keeps_the_story_and_its_day() -> None:
    (only,) = overrule(TEXT, FOUND, [Decision(17, Change.MERGE)])
    assert (only.kind, only.date, only.title) == (Kind.ARTICLE, "2024-05-03", FOUND[1].title)


def test_rename() -> None:
    assert overrule(TEXT, FOUND, [Decision(17, Change.RENAME, " Harbour ")])[1].title == "Harbour"


def test_a_name_stays_with_its_words() -> None:
    new = "A line that was put before.\n"
    found = [Article(0, len(new + TEXT), Kind.ARTICLE, "A line that was put before")]

    def titles(*overrides: Decision) -> list[str]:
        return [span.title for span in overrule(new + TEXT, found, overrides)]

    here, later = len(new), len(new) + TEXT.index("The bridge")
    assert titles(Decision(here, Change.RENAME, "Harbour")) == ["Harbour"]
    assert titles(Decision(later, Change.RENAME, "Bridge")) == [found[0].title]  # what it named is no article now
    assert titles(Decision(0, Change.RENAME, "New"), Decision(here, Change.RENAME, "Harbour")) == ["New"]
    split = Decision(here, Change.SPLIT), Decision(here, Change.RENAME, "Harbour"), Decision(here, Change.MERGE)
    assert titles(*split[:2]) == [found[0].title, "Harbour"] and titles(*split[1:]) == [found[0].title]


def test_what_is_gone_changes_nothing() -> None:
    gone = [
        Decision(5, Change.MERGE),
        Decision(900, Change.SPLIT),
        Decision(17, Change.RENAME),
        Decision(0, Change.MERGE),
    ]
    assert overrule(TEXT, FOUND, gone) == FOUND


@given(st.lists(st.builds(Decision, st.integers(-3, len(TEXT) + 3), st.sampled_from(Change), st.text(max_size=9))))
def test_the_text_stays_covered(overrides: list[Decision]) -> None:
    spans = overrule(TEXT, FOUND, overrides)
    assert spans[0].start == 0
    assert spans[-1].end == len(TEXT)
    assert all(a.end == b.start for a, b in pairwise(spans))
