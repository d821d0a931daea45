import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find import ranked as ranked_module
from reader.find import titles as titles_module
from reader.find.cancelling import Cancelled
from reader.find.fuzzy import Titles, parted, positions, search, select, stands_in
from reader.find.pattern import Field, parse

LETTERS = "abcabcabcABC01  -/:_éДд'"
QUERIES = [
    "a", "ab", "abc", "cabca", "'ab", "'b'", "'c01'", "^a", "b$", "^ab$", "!a", "!'ab c", "ab | ^c", "a !b | c", "A",
    "bC", "д", "a\\ b", "e", "-", "zz", "ab doc:news", "doc:x", "is:unread a", "!is:unread", "is:marked", "aabbcc",
    "a b c",
]  # fmt: skip


def make_titles(count: int) -> Titles:
    rng = random.Random(5)
    made = ["".join(rng.choices(LETTERS, k=rng.randint(0, 24))) for _ in range(count)]
    return Titles(made, documents=[rng.randrange(3) for _ in made], names=["news.txt", "Views", "blog"])


@pytest.fixture(scope="module")
def listed() -> Titles:
    return make_titles(1500)


@pytest.fixture(params=[0, 10_000])
def indexed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Titles:
    """The same titles, searched as a long list is, and as a very long one."""
    monkeypatch.setattr(titles_module, "FEW", 0)
    monkeypatch.setattr(ranked_module, "EXACT_TITLES", request.param)
    return make_titles(1500)


@pytest.mark.parametrize("query", QUERIES)
def test_tables_change_nothing(query: str, listed: Titles, indexed: Titles, monkeypatch: pytest.MonkeyPatch) -> None:
    flags = {"is:unread": [index % 3 == 0 for index in range(len(listed))]}
    fast = search(indexed, parse(query), flags=flags, limit=1500).hits
    every = select(indexed, parse(query), flags=flags)
    monkeypatch.undo()
    assert fast == search(listed, parse(query), flags=flags, limit=1500).hits
    assert every == select(listed, parse(query), flags=flags)


@pytest.mark.parametrize("query", QUERIES)
def test_the_best_few_are_the_first_of_all(query: str, indexed: Titles) -> None:
    few = [hit for hit in search(indexed, parse(query), limit=7).hits if hit.tier == "exact"]
    assert few == list(search(indexed, parse(query), limit=1500).hits[:7])


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_are_all_hits_and_the_first_has_the_words(query: str, indexed: Titles) -> None:
    hits = select(indexed, parse(query))
    parts = parted(indexed, parse(query))
    assert sorted(parts.written + parts.apart) == hits
    words = set(select(indexed, parse(query).as_written()))
    assert parts.written == [hit for hit in hits if hit in words]


def test_titles_that_only_their_documents_names_bring_are_a_part_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    titles = ["Zebra crossing", "Rates held", "Zebra rates", "Zone of emergency, brave"]
    for few in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(titles_module, "FEW", 1000 if few else 0)
            held = Titles(titles, documents=[0, 1, 1, 0], names=["plain.txt", "zebra.txt"])
            parts = parted(held, parse("zebra"))
            assert (parts.written, parts.named, parts.apart) == ([0, 2], [1], [3])


def test_short_lists_are_parted_as_long_ones_are(
    listed: Titles, indexed: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [parted(indexed, parse(query)) for query in QUERIES]
    monkeypatch.undo()
    assert long == [parted(listed, parse(query)) for query in QUERIES]


def test_ties_go_to_the_shorter_then_the_earlier() -> None:
    hits = search(Titles(["tax cuts", "tax", "tax rise", "tax"]), parse("tax")).hits
    assert [hit.index for hit in hits] == [1, 3, 0, 2]


def test_without_a_score_the_order_of_the_list_stays() -> None:
    hits = search(Titles(["b", "aaa", "a", "c"]), parse("!b")).hits
    assert [hit.index for hit in hits] == [1, 2, 3]


def test_documents_and_flags() -> None:
    titles = Titles(["one", "two", "three"], documents=[0, 1, 1], names=["Week 1.txt", "week 2.txt"])
    assert select(titles, parse("doc:2")) == [1, 2]
    assert select(titles, parse("!doc:2")) == [0]
    assert select(titles, parse("doc:Week")) == [0]
    assert select(titles, parse("is:unread t"), flags={"is:unread": [True, False, True]}) == [2]
    assert select(titles, parse("is:marked")) == []


def test_positions_are_of_the_title_as_it_is() -> None:
    assert positions("Café Zürich", parse("cafe zur !x")) == (0, 1, 2, 3, 5, 6, 7)
    assert positions("Café", parse("x")) == ()
    assert positions("cafe.txt", parse("tx doc:fe"), Field.DOCUMENT) == (2, 3)


@pytest.mark.parametrize("run", [search, select])
def test_giving_up(run, listed: Titles, indexed: Titles) -> None:  # type: ignore[no-untyped-def]
    for titles in (Titles(["a"]), indexed):
        with pytest.raises(Cancelled):
            run(titles, parse("a"), is_cancelled=lambda: True)


def test_an_empty_list() -> None:
    assert search(Titles([]), parse("a")).hits == ()
    assert select(Titles([]), parse("")) == []


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8), st.text(max_size=6))
def test_any_titles_and_any_query(titles: list[str], query: str) -> None:
    few = titles_module.FEW
    pattern = parse(query)
    slow = search(Titles(titles), pattern).hits
    titles_module.FEW = 0
    try:
        fast = search(Titles(titles), pattern).hits
    finally:
        titles_module.FEW = few
    assert fast == slow


def test_short_lists_load_nothing_heavy() -> None:
    program = (
        "import sys; from reader.find.fuzzy import Titles, search; from reader.find.pattern import parse;"
        "search(Titles(['a b']), parse('ab'));"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'rapidfuzz', 're2')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("query", "stands"),
    [
        ("harb cou", True),
        ("hrb", False),
        ("harbour cncl", False),
        ("hrb | council", True),
        ("council !hrb", True),
        ("^harbour votes$", True),
        ("doc:news council", True),
    ],
)
def test_words_stand_in_a_title_or_only_their_letters(query: str, stands: bool) -> None:
    assert stands_in("Harbour council votes", parse(query)) is stands
