import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find.pattern import Kind, Term, parse
from reader.find.score import LONGEST_TITLE, match
from reader.text.fold import fold

titles = st.text(st.sampled_from("abcABC01 -/:é’Дд"), max_size=24)
texts = st.text(st.sampled_from("abc01 -дe"), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("query", "title", "positions"),
    [
        ("zpar", "Zelensky in Paris", (0, 12, 13, 14)),
        ("'ele", "Elements elect", (0, 1, 2)),
        ("'ect'", "Elect ect-etera", (6, 7, 8)),
        ("^zel", "  Zelensky", (2, 3, 4)),
        ("sky$", "Zelensky ", (5, 6, 7)),
        ("^abc$", " abc ", (1, 2, 3)),
        ("сырский", "Генерал Сырский", (8, 9, 10, 11, 12, 13, 14)),
        ("a\\ b", "xa b", (1, 2, 3)),
    ],
)
def test_where_a_term_matches(query: str, title: str, positions: tuple[int, ...]) -> None:
    found = match(title, parse(query).groups[0][0])
    assert found is not None
    assert found.positions == positions


@pytest.mark.parametrize(
    ("query", "title"),
    [("ab", "ba"), ("'ac", "abc"), ("'ect'", "elected"), ("^b", "ab"), ("a$", "ab"), ("^ab$", "abc"), ("A", "a")],
)
def test_where_a_term_does_not_match(query: str, title: str) -> None:
    assert match(title, parse(query).groups[0][0]) is None


@given(titles, texts)
def test_positions_spell_the_text(title: str, text: str) -> None:
    found = match(title, Term(text))
    letters = iter(fold(title))
    assert (found is not None) == all(letter in letters for letter in text)
    if found is not None:
        assert list(found.positions) == sorted(set(found.positions))
        assert "".join(fold(title)[place] for place in found.positions) == text


@given(titles, texts, st.sampled_from([Kind.EXACT, Kind.BOUNDARY, Kind.PREFIX, Kind.SUFFIX, Kind.EQUAL]))
def test_other_kinds_match_a_run(title: str, text: str, kind: Kind) -> None:
    found = match(title, Term(text, kind))
    if kind is Kind.EXACT:
        assert (found is not None) == (text in fold(title))
    if found is not None:
        start = found.positions[0]
        assert found.positions == tuple(range(start, start + len(text)))
        assert fold(title)[start : start + len(text)] == text


def test_a_title_without_end_is_cut() -> None:
    title = "x" * 5 * LONGEST_TITLE + "needle"
    assert match(title, Term("needle")) is None
    assert match(title, Term("x" * 50)) is not None


def test_a_word_beats_its_pieces() -> None:
    whole, pieces = match("a tariff row", Term("tariff")), match("trade and rail in free fall", Term("tariff"))
    assert whole is not None
    assert pieces is not None
    assert whole.score > pieces.score


@pytest.mark.skipif(shutil.which("fzf") is None, reason="fzf is not installed")
@pytest.mark.parametrize("query", ["abc", "ca1", "ac ca", "'ab", "^a", "b$", "a0b", "b | ^c", "ab !c", "AB"])
def test_order_is_that_of_fzf(query: str) -> None:
    import random

    from reader.find.fuzzy import Titles, search

    rng = random.Random(query)
    letters = "abcabcabcABC01  -/:_d"
    made = dict.fromkeys("".join(rng.choices(letters, k=rng.randint(3, 24))).strip() for _ in range(400))
    listed = [title for title in made if title]
    answer = subprocess.run(
        ["fzf", "--filter", query], input="\n".join(listed) + "\n", capture_output=True, text=True, check=False
    )
    hits = search(Titles(listed), parse(query), limit=len(listed)).hits
    assert [listed[hit.index] for hit in hits if hit.tier == "exact"] == answer.stdout.split("\n")[:-1]
