import random
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find.cancelling import Cancelled
from reader.find.phrase import (
    BLOCK,
    LONGEST_LETTER,
    LONGEST_PHRASE,
    Mode,
    Nearest,
    Phrase,
    SearchedText,
    hits,
    nearest,
    unreadable,
)
from reader.text.flow import Flow
from reader.text.fold import fold, unaccent


def found(text: str, phrase: str, mode: Mode = Mode.LITERAL, **span: int) -> list[tuple[int, int]]:
    return [hit for some in hits(SearchedText(text), Phrase(phrase, mode), **span) for hit in some]


def test_case_and_accents_are_set_aside() -> None:
    assert found("Café, CAFES\ncafe", "cafe") == [(0, 4), (6, 10), (12, 16)]
    assert found("Зелёный", "зеленый") == [(0, 7)]


@pytest.mark.parametrize("letters", ["élèves", "мой ёж", "ガギグ", "한국어", "Ünïcode", "שלום", "كتاب"])
def test_letters_in_parts_are_those_that_are_composed(letters: str) -> None:
    parts = normalize("NFD", letters)
    for text, phrase in ((parts, letters), (letters, parts), (parts, parts), (letters, letters)):
        assert found(f"a {text}, {text}.", phrase) == [(2, 2 + len(text)), (4 + len(text), 4 + 2 * len(text))]
        assert found(f"a {text}", phrase, Mode.WORD) == [(2, 2 + len(text))]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("Пу\u0301тин", "путин"), ("שָׁלוֹם", "שלום"), ("كِتَابٌ", "كتاب"), ("e\u0301le\u0300ves", "eleves"), ("x\u0302", "X")],
)
def test_marks_that_only_say_how_a_word_is_read_are_set_aside(text: str, phrase: str) -> None:
    assert found(f"и {text} и {phrase}", phrase.lower()) == [
        (2, 2 + len(text)),
        (5 + len(text), 5 + len(text) + len(phrase)),
    ]


@pytest.mark.parametrize(
    ("text", "phrase", "spans"),
    [
        ("a ﬁrst oﬃce", "first", [(2, 6)]),
        ("a ﬁrst oﬃce", "Fi", []),
        ("ﬀﬃ", "f", [(0, 1), (1, 2)]),
        ("ﬃx ﬃ\u00ad", "ix", [(0, 2)]),
        ("ﬃx ﬃ\u00ad", "ffi", [(0, 1), (3, 5)]),
        ("co\u00adop\u00aderate", "oper", [(3, 8)]),
        ("ﾊﾟﾝ", "パン", [(0, 3)]),
        ("Ｈ₂Ｏ", "h2o", [(0, 3)]),
    ],
)
def test_letters_written_together_or_otherwise_are_found(text: str, phrase: str, spans: list[tuple[int, int]]) -> None:
    assert found(text, phrase) == spans


def test_a_mark_without_a_letter_is_no_hindrance() -> None:
    assert found("\u0301a\n\u0301b", "a\nb") == [(1, 5)]


def test_й_is_not_и_however_it_is_written() -> None:
    assert found(normalize("NFD", "мой"), "мои") == []


@given(st.integers(-6, 6), st.sampled_from(["\u0301", "é", "e\u0301", "e"]))
def test_letters_in_parts_are_found_across_blocks(shift: int, filler: str) -> None:
    text = filler * (BLOCK // len(filler) - 6 + shift) + " ne\u0301e\u0301dle " + filler * 5
    at = text.index("n")
    assert found(text, "néédle") == [(at, at + 8)]


def test_an_upper_case_letter_asks_for_case() -> None:
    assert found("Café cafe", "Cafe") == [(0, 4)]


def test_whole_words() -> None:
    assert found("war, warm wars _war war", "war", Mode.WORD) == [(0, 3), (20, 23)]


def test_hits_begin_in_the_span_that_is_asked_for() -> None:
    assert found("aXaXa", "ax", start=1) == [(2, 4)]
    assert found("axaxa", "ax", end=2) == [(0, 2)]


@pytest.mark.parametrize("phrase", ["", "\u0301" * 3])
def test_what_is_not_there(phrase: str) -> None:
    assert found("text", phrase) == []


def test_hits_cross_blocks() -> None:
    text = "x" * (BLOCK - 2) + "needle" + "é" * BLOCK + "needle"
    assert found(text, "needle") == [(BLOCK - 2, BLOCK + 4), (len(text) - 6, len(text))]


@pytest.mark.parametrize(
    ("place", "first", "before", "has_more"),
    [(0, 0, 0, True), (3, 0, 0, True), (50, 45, 45, True), (97, 90, 90, False), (100, 90, 90, False)],
)
def test_of_very_many_hits_those_around_a_place_are_kept(place: int, first: int, before: int, has_more: bool) -> None:
    spans = [(at, at + 1) for at in range(100)]
    for size in (1, 3, 7, 100):
        blocks = [spans[at : at + size] for at in range(0, 100, size)]
        assert nearest(blocks, place, 10) == Nearest(spans[first : first + 10], before, has_more=has_more)
        assert nearest(blocks, place, 100) == Nearest(spans)


@given(st.text(st.sampled_from("aAbÁ -\n"), max_size=40), st.text(st.sampled_from("ab -"), min_size=1, max_size=3))
def test_hits_are_all_there_is(text: str, phrase: str) -> None:
    spans = found(text, phrase)
    said = [fold(text[start:end]) for start, end in spans]
    assert all(phrase in (each, each.replace("-\n", "-"), each.replace("-\n", "")) for each in said)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join("\0" if any(start <= i < end for start, end in spans) else c for i, c in enumerate(fold(text)))
    assert phrase not in covered


@given(st.text(), st.text())
def test_any_phrase_in_any_text(text: str, phrase: str) -> None:
    for mode in (Mode.LITERAL, Mode.WORD):
        assert all(0 <= start < end <= len(text) for start, end in found(text, phrase, mode))


def test_giving_up() -> None:
    with pytest.raises(Cancelled):
        next(hits(SearchedText("text"), Phrase("t"), is_cancelled=lambda: True))


@pytest.mark.parametrize("letters", ["aàÀbøІıİσς’ぁ한\uffff", "aàΣ\ud800\udc00", "aàΣ\U0001f600"])
def test_long_texts_fold_as_short_ones(letters: str) -> None:
    text = "".join(random.Random(3).choices(letters, k=BLOCK + 100))
    page = SearchedText(text)
    for block in (0, 1):
        part = text[block * BLOCK : (block + 1) * BLOCK + LONGEST_PHRASE * LONGEST_LETTER]
        assert page.folded(block, case_sensitive=False).text == fold(part)
        assert page.folded(block, case_sensitive=True).text == unaccent(part)


@pytest.mark.parametrize("phrase", ["needle", "e" * LONGEST_PHRASE, "Éé"])
def test_what_is_prepared_is_found_as_what_is_not(phrase: str) -> None:
    text = "é" * (BLOCK - 3) + "NEEDLE" + "Éé" * BLOCK
    page = SearchedText(text)
    before = [list(hits(page, Phrase(phrase), start=start)) for start in (0, 7, BLOCK - 1, BLOCK + 1)]
    page.prepare()
    assert [list(hits(page, Phrase(phrase), start=start)) for start in (0, 7, BLOCK - 1, BLOCK + 1)] == before
    assert any(before)


class TestRegex:
    @pytest.fixture(autouse=True)
    def _re2(self) -> None:
        pytest.importorskip("re2")

    def test_matches_with_smart_case(self) -> None:
        assert found("Cat cot CUT", "c[ao]t", Mode.REGEX) == [(0, 3), (4, 7)]
        assert found("Cat cat", "C.t", Mode.REGEX) == [(0, 3)]

    def test_offsets_are_characters(self) -> None:
        assert found("ж😀é needle\nneedle", "ne+dle$", Mode.REGEX) == [(4, 10), (11, 17)]

    def test_lone_surrogates(self) -> None:
        assert found("a\ud800b", "b", Mode.REGEX) == [(2, 3)]

    @pytest.mark.parametrize("expression", ["(", "a)(b", "[z-a]", "(?<=a)b", "\\1", "(a{1000}){1000}", "\ud800"])
    def test_what_cannot_be_read_is_literal(self, expression: str) -> None:
        assert unreadable(Phrase(expression, Mode.REGEX))
        assert found(f"xx {expression}", expression, Mode.REGEX) == [(3, 3 + len(expression))]

    def test_never_across_lines_nor_empty(self) -> None:
        assert found("a\nb", "a\\nb|[^z]+|x*", Mode.REGEX) == [(0, 1), (2, 3)]

    @pytest.mark.parametrize("expression", ["(a+)+$b", "(a|aa)+c", "(.*a){20}b", "(x+x+)+y"])
    def test_no_expression_hangs(self, expression: str) -> None:
        assert found("a" * 50_000 + "x" * 50_000, expression, Mode.REGEX) == []

    @given(st.text(st.sampled_from("a(b|)*+?[]\\^$.{1,}"), max_size=12))
    def test_any_expression_is_something(self, expression: str) -> None:
        found("aab(b|)\nb^", expression, Mode.REGEX)

    def test_blocks_of_lines(self) -> None:
        text = "line of text\n" * (BLOCK // 5)
        assert len(found(text, "^l.*t$", Mode.REGEX)) == BLOCK // 5
        assert found(text, "line", Mode.REGEX, start=1, end=30) == [(13, 17), (26, 30)]


def test_what_is_wrong_with_an_expression_is_said() -> None:
    assert unreadable(Phrase("coun[te", Mode.REGEX)) == "missing ]: [te"
    assert unreadable(Phrase("(te", Mode.REGEX)) == "missing ): (te"
    assert not unreadable(Phrase("coun[te]", Mode.REGEX))
    assert not unreadable(Phrase("coun[te"))


def test_no_hit_is_left_out_however_many_there_are() -> None:
    assert len(found("a" * 150_000, "a")) == 150_000


DIVIDED = "It took place on Thurs-\nday, near the well-\n  known bridge-\nhead and a far-off wharf."


@pytest.mark.parametrize("flow", [None, Flow(DIVIDED)])
@pytest.mark.parametrize(("query", "mode", "said"), [
    ("on thursday, near", Mode.LITERAL, "on Thurs-\nday, near"),
    ("Thurs-day", Mode.LITERAL, "Thurs-\nday"),
    ("wellknown bridge-head and", Mode.LITERAL, "well-\n  known bridge-\nhead and"),
    ("well-known", Mode.WORD, "well-\n  known"),
    ("known", Mode.WORD, "known"),
    ("well", Mode.WORD, "well"),
    ("far-off", Mode.LITERAL, "far-off"),
    (r"\bThurs.?day\b", Mode.REGEX, "Thurs-\nday"),
    (r"bridgehead\b", Mode.REGEX, "bridge-\nhead"),
])  # fmt: skip
def test_divided_words_are_found_whole_and_with_their_hyphen(
    flow: Flow | None, query: str, mode: Mode, said: str
) -> None:
    spans = [span for some in hits(SearchedText(DIVIDED, flow), Phrase(query, mode)) for span in some]
    assert [DIVIDED[start:end] for start, end in spans] == [said]


@pytest.mark.parametrize("query", ["faroff", "far--off", "Th-ursday", "thurs day"])
def test_no_other_hyphen_is_set_aside(query: str) -> None:
    assert not list(hits(SearchedText(DIVIDED, Flow(DIVIDED)), Phrase(query)))
