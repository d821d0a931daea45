import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find import occurrences as module
from reader.find.occurrences import LONGEST_RUN, Occurrences
from reader.find.tables import PAD, Bitmap, Tables, build
from reader.text.fold import fold


def never_raises() -> None:
    pass


def titles_of(tables: Tables, bitmap: Bitmap) -> list[int]:
    rows = np.flatnonzero(np.unpackbits(bitmap, count=len(tables)))
    return sorted(tables.order[rows].tolist())


def in_order(text: str, key: str) -> bool:
    letters = iter(key)
    return all(letter in letters for letter in text)


PIECES = st.sampled_from(["a", "b", "B", "é", " ", "x" * 61, "x" * 64, "ab" * 40])
TITLES = st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=1, max_size=12)


@given(TITLES, st.text("abe x", min_size=1, max_size=5))
def test_rows_are_those_that_have_it(listed: list[str], text: str) -> None:
    tables = build(listed, never_raises)
    found = Occurrences(tables, tables.alphabet.folded)
    ids = tuple(tables.alphabet.folded_ids.get(letter, PAD) for letter in text)
    if PAD in ids:
        return
    for _ in range(2):
        assert titles_of(tables, found.in_order(ids)) == [
            at for at, title in enumerate(listed) if in_order(text, fold(title))
        ]
        assert titles_of(tables, found.together(ids)) == [at for at, title in enumerate(listed) if text in fold(title)]


def test_runs_that_fill_words() -> None:
    listed = ["a" * LONGEST_RUN, "a" * (LONGEST_RUN - 1), "b" + "a" * LONGEST_RUN + "b", "ab" * 64]
    tables = build(listed, never_raises)
    found = Occurrences(tables, tables.alphabet.folded)
    a = tables.alphabet.folded_ids["a"]
    assert titles_of(tables, found.together((a,) * LONGEST_RUN)) == [0, 2]
    assert titles_of(tables, found.in_order((a,) * LONGEST_RUN)) == [0, 2, 3]


def test_case_counts_where_it_should() -> None:
    tables = build(["Ab", "ab", "bA"], never_raises)
    found = Occurrences(tables, tables.alphabet.cased)
    ids = tuple(tables.alphabet.cased_ids[letter] for letter in "Ab")
    assert titles_of(tables, found.in_order(ids)) == [0]


def test_what_was_kept_goes_and_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 40)
    monkeypatch.setattr(module, "KEPT_BYTES_A_TITLE", 0)
    tables = build(["abc", "cab", "acb"], never_raises)
    found = Occurrences(tables, tables.alphabet.folded)
    ids = tuple(tables.alphabet.folded_ids[letter] for letter in "abc")
    for _ in range(3):
        assert titles_of(tables, found.in_order(ids)) == [0]
        assert titles_of(tables, found.in_order(ids[:2])) == [0, 1, 2]


def test_preparing_changes_nothing() -> None:
    tables = build(["abc", "cab", "acb", "x" * 70 + "abc"], never_raises)
    plain, prepared = Occurrences(tables, tables.alphabet.folded), Occurrences(tables, tables.alphabet.folded)
    prepared.prepare(never_raises)
    ids = tuple(tables.alphabet.folded_ids[letter] for letter in "abc")
    assert titles_of(tables, prepared.in_order(ids)) == titles_of(tables, plain.in_order(ids)) == [0, 3]
