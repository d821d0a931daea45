"""Filter, search on the page and full text take the same letters for the same, and mark the same characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find import titles as titles_module
from reader.find.fuzzy import Parts, Titles, parted, positions
from reader.find.pattern import parse
from reader.find.phrase import Mode, Phrase, SearchedText, hits
from reader.library.bigrams import spread_query
from reader.library.database import TOKENIZER
from reader.library.highlighting import Highlighter
from reader.positions import Span
from reader.text.combining import compose, places_of
from reader.text.fold import fold

SAME = [
    ("Straße", "strasse"),
    ("STRASSE", "straße"),
    ("GROẞ", "gross"),
    ("œuvre", "oeuvre"),
    ("Œuvre", "Oeuvre"),
    ("Æthelred", "aethelred"),
    ("æ\u0301vi", "aevi"),
    ("ﬁnal", "final"),
    ("oﬃce", "office"),
    ("İzmir", "izmir"),
    ("i\u0307zmir", "izmir"),
    ("ıslak", "islak"),
    ("ΟΔΥΣΣΕΥΣ", "οδυσσεύς"),
    ("Ёлка", "елка"),
    ("ＬＩＧＨＴ", "light"),
    ("ｶﾞﾗｽ", "ガラス"),
    ("cafe\u0301", "café"),
    ("cafe\u0301", "cafe"),
    ("كـــتاب", "كتاب"),
    ("كِتَاب", "كتاب"),
    ("أحمد", "احمد"),
    ("ﷲ", "الله"),
    ("ﻻ", "لا"),
    ("שָׁלוֹם", "שלום"),
    ("\ufb2aלום", "שלום"),
    ("łódź", "lodz"),
    ("H₂O", "h2o"),
    ("co\u00adoperate", "cooperate"),
]


def on_page(text: str, query: str, mode: Mode = Mode.LITERAL) -> list[Span]:
    return [span for some in hits(SearchedText(text), Phrase(query, mode)) for span in some]


def in_full_text(text: str, query: str) -> list[Span]:
    (spans,) = Highlighter(TOKENIZER).spans([text], spread_query(query))
    return spans


@pytest.mark.parametrize(("written", "typed"), SAME)
@pytest.mark.parametrize("few", [0, 1000])
def test_all_searches_find_and_mark_the_same(
    few: int, written: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles_module, "FEW", few)
    for word, query in ((written, typed), (typed, written.lower())):
        text = f"ßﬁ e\u0301 – {word}, ﬁn"
        span = text.index(word), text.index(word) + len(word)
        assert on_page(text, query) == on_page(text, query, Mode.WORD) == in_full_text(text, query) == [span]
        assert parted(Titles([text]), parse(query)) == Parts([0], [], [], [])
        assert positions(text, parse(f"'{query}")) == tuple(range(*span))


def test_a_part_of_a_ligature_is_no_word() -> None:
    assert on_page("groß", "gros") == [(0, 4)]
    assert on_page("groß", "gros", Mode.WORD) == on_page("ﬁn", "in", Mode.WORD) == []


def test_each_accented_letter_is_marked_once() -> None:
    assert on_page("ßß", "s") == [(0, 1), (1, 2)]
    assert positions("Stra\u00dfe", parse("'ss")) == (4,)


LETTERS = st.text("abß œﬁé\u0301\u0640كأ\u064e\u1100\u1161\ud800\n", max_size=12)


@given(LETTERS)
def test_each_composed_letter_has_its_place(text: str) -> None:
    composed, places = compose(text), list(places_of(text))
    assert len(places) == len(composed) + 1 and places == sorted(places) and places[-1] == len(text)
    assert "\u1100" in text or compose(composed) == composed  # a mark within a syllable parts it, and is left out


@given(LETTERS, LETTERS)
def test_what_is_marked_in_a_title_is_what_was_typed(title: str, query: str) -> None:
    found = positions(title, parse(f"'{query}"))
    assert all(0 <= place < len(title) for place in found)
    if "ß" in title:
        assert any(title[place] == "ß" for place in positions(title, parse("'ss"))) or "ss" in fold(compose(title))
