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
    spans = overrule(TEXT, FOUND, [Decision(place, Change.SPLIT)]).articles
    assert [(a.start, a.title) for a in spans[1:]] == [
        (17, "The council agreed on the plan for the harbour"),
        (place, "The bridge will be closed on Monday for a year"),
    ]


def test_merge_keeps_the_story_and_its_day() -> None:
    (only,) = overrule(TEXT, FOUND, [Decision(17, Change.MERGE)]).articles
    assert (only.kind, only.date, only.title) == (Kind.ARTICLE, "2024-05-03", FOUND[1].title)


def test_rename() -> None:
    assert overrule(TEXT, FOUND, [Decision(17, Change.RENAME, " Harbour ")]).articles[1].title == "Harbour"


def test_a_name_stays_with_its_words() -> None:
    new = "A line that was put before.\n"
    found = [Article(0, len(new + TEXT), Kind.ARTICLE, "A line that was put before")]

    def titles(*overrides: Decision) -> list[str]:
        return [span.title for span in overrule(new + TEXT, found, overrides).articles]

    here, later = len(new), len(new) + TEXT.index("The bridge")
    harbour = Decision(here, Change.RENAME, "Harbour", len(TEXT))
    assert titles(harbour) == ["Harbour"]
    assert titles(Decision(later, Change.RENAME, "Bridge", 48)) == [found[0].title]  # what it named is no article now
    assert titles(Decision(0, Change.RENAME, "New"), harbour) == ["New"]
    split = Decision(here, Change.SPLIT), harbour, Decision(here, Change.MERGE)
    assert titles(*split[:2]) == [found[0].title, "Harbour"] and titles(*split[1:]) == [found[0].title]


def test_a_name_goes_to_no_other_text() -> None:
    clause = "The fees are due within fourteen days of the date of the invoice.\n"
    text = "Terms\n" + clause * 9
    whole = [Article(0, len(text), Kind.ARTICLE, "Terms")]
    for start in (len("Terms\n"), len("Terms\n") + 4 * len(clause)):
        for size in (len(clause), 0):
            named = Decision(start, Change.RENAME, "Fees", size)
            done = overrule(text, whole, [named])
            assert done.articles == (*whole,) and done.unfit == (named,)


def test_what_is_gone_changes_nothing() -> None:
    gone = [
        Decision(5, Change.MERGE),
        Decision(900, Change.SPLIT),
        Decision(17, Change.RENAME),
        Decision(0, Change.MERGE),
    ]
    done = overrule(TEXT, FOUND, gone)
    assert done.articles == FOUND and gone[1] in done.unfit


@given(st.lists(st.builds(Decision, st.integers(-3, len(TEXT) + 3), st.sampled_from(Change), st.text(max_size=9))))
def test_the_text_stays_covered(overrides: list[Decision]) -> None:
    spans = overrule(TEXT, FOUND, overrides).articles
    assert spans[0].start == 0
    assert spans[-1].end == len(TEXT)
    assert all(a.end == b.start for a, b in pairwise(spans))
