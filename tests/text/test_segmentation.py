"""What lines like titles mean in a file is learned from the file, and a byline stands above a story."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.articles import Kind, articles
from reader.text.page import page
from reader.text.paragraphs import paragraphs
from reader.text.segmentation import bylines, titles_habit
from tests.text.test_articles import seed

PROSE = "The council agreed on Friday to rebuild the old harbour, which was closed nine years ago after a storm. " * 2

LOGITS = st.lists(st.tuples(st.floats(-12, 12, width=32), st.booleans()), min_size=1, max_size=40)


def habit(gaps: list[tuple[float, bool]]) -> list[float]:
    """The habit of one file, of the logit of each gap and whether it stands under a line like a title."""
    logits, headed = (np.array(column) for column in zip(*gaps, strict=True))
    return titles_habit(logits.astype(np.float32), headed.astype(bool), np.zeros(len(gaps), np.int64)).tolist()


def test_where_most_lines_like_titles_are_titles_the_others_are_likelier() -> None:
    found = habit([(3.0, True)] * 8 + [(0.0, True), (0.0, False)])
    assert found[8] > 1
    assert found[9] == 0


def test_where_hardly_any_is_a_title_the_others_are_unlikelier() -> None:
    assert habit([(-4.0, True)] * 12 + [(0.0, True)])[-1] < -1


def test_few_lines_make_no_habit() -> None:
    alone, among_many = habit([(3.0, True)])[0], habit([(3.0, True)] * 30)[0]
    assert 0 < alone < among_many / 3


@given(st.lists(LOGITS, min_size=1, max_size=5))
def test_every_file_has_its_own_habit(files: list[list[tuple[float, bool]]]) -> None:
    logits, headed = (np.array(column) for column in zip(*(gap for file in files for gap in file), strict=True))
    owner = np.repeat(np.arange(len(files)), [len(file) for file in files])
    together = titles_habit(logits.astype(np.float32), headed.astype(bool), owner)
    assert together.tolist() == [added for file in files for added in habit(file)]


@given(LOGITS)
def test_the_order_of_gaps_stays(gaps: list[tuple[float, bool]]) -> None:
    under = [(logit, added) for (logit, headed), added in zip(gaps, habit(gaps), strict=True) if headed]
    assert len({added for _, added in under}) <= 1


def signed(text: str) -> list[bool]:
    return bylines(text, page(text, paragraphs(text))).tolist()


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Ivanova",
        "BY R. COSTA AND LEE PARK",
        "By Ana de Souza, for The Gazette",
        "Автор: Иван Петров",
        "By Zoë O’Neill in Rome",
    ],
)
def test_a_byline_is_known(line: str) -> None:
    assert signed(f"{PROSE}\n{line}\n{PROSE}") == [False, True]
    assert signed(f"{PROSE}\nA harbour for all\n{line}\n{PROSE}") == [False, True]


@pytest.mark.parametrize(
    "line", ["By the harbour", "By night and by day", "Bylines and other lines", "By Anna Ivanova wept"]
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert signed(f"{PROSE}\n{line}\n{PROSE}") == [False, False]


def dump() -> tuple[str, list[int]]:
    """The text of a seed, and where its stories start."""
    text = seed(0)
    return text, [article.start for article in articles(text) if article.kind is Kind.ARTICLE]


def test_a_story_starts_at_its_byline_though_one_author_wrote_them_all() -> None:
    text, starts = dump()
    for at in reversed(starts):
        text = f"{text[:at]}By Anna Ivanova\n{text[at:]}"
    lines = {text[a.start : a.start + 15] for a in articles(text) if a.kind is Kind.ARTICLE}
    assert lines == {"By Anna Ivanova"}
    assert text.count("By Anna Ivanova") == len(starts)
