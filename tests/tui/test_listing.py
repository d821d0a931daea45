"""Which twins are listed, in which order."""

from dataclasses import replace

import pytest

from reader.library.queries import Passage, Twin
from reader.settings import RepeatsSettings
from reader.tui.listing import Described, Entry, Listing, listed, unusual

DATES = {1: "2024-02-01", 2: None, 3: "2023-01-01"}


def twin(document: int, similarity: float, *, told: tuple[int, int] = (0, 100)) -> Twin:
    return Twin(document, 0, 100, *told, similarity, document == 0)


def passage(start: int, end: int, *twins: Twin) -> Passage:
    return Passage(start, end, 0, twins)


def described(entry: Entry) -> Described:
    return Described(f"{entry.twin.document}.txt", "", DATES.get(entry.twin.document))


def listing(wanted: RepeatsSettings, *passages: Passage) -> Listing:
    return listed(0, passages, wanted, lambda start, end: TEXT[start:end], described)


TEXT = " ".join(f"{n:02x}" for n in range(256))
"""A word begins at every third character."""

LONG = passage(0, 100, twin(1, 0.9), twin(2, 0.8), twin(3, 0.5), twin(0, 0.7))
WANTED = RepeatsSettings()


def documents(found: Listing) -> list[int]:
    return [entry.twin.document for entry in found.across]


def test_others_come_before_the_same_document() -> None:
    found = listing(WANTED, LONG)
    assert documents(found) == [1, 2, 3]
    assert [entry.twin.document for entry in found.within] == [0]
    assert found.said_left_out == ""


def test_orders() -> None:
    assert documents(listing(replace(WANTED, sort="date"), LONG)) == [3, 1, 2]
    assert documents(listing(replace(WANTED, sort="document"), passage(0, 100, twin(3, 0.9), twin(1, 0.5)))) == [1, 3]


def test_what_is_left_out_is_counted() -> None:
    found = listing(replace(WANTED, similarity=0.75, scope="across"), LONG)
    assert documents(found) == [1, 2]
    assert found.said_left_out == "Left out: 1 in this document, 1 below 75%."
    short = passage(0, 5, twin(1, 1.0, told=(0, 5)))
    found = listing(replace(WANTED, words=10), LONG, short)
    assert found.said_left_out == "Left out: 1 under 10 words."
    assert listing(replace(WANTED, scope="within"), LONG).across == ()


@pytest.mark.parametrize(
    "text", ["path=/v1/celim took 381ms", "Is the\n\n7\n00:00:45,084 --> 00:00:50,587\nferry late again?"]
)
def test_words_are_counted_as_they_are_compared(text: str) -> None:
    line = passage(0, 100, twin(1, 1.0))
    kept = [
        documents(listed(0, [line], replace(WANTED, words=words), lambda *span: text, described)) for words in (5, 6)
    ]
    assert kept == [[1], []]


def test_short_passages_of_many_documents_are_stock_phrases() -> None:
    stock = passage(200, 220, *(twin(number, 1.0, told=(200, 220)) for number in range(1, 8)))
    found = listing(WANTED, LONG, stock)
    assert len(found.stock) == 7
    assert documents(found) == [1, 2, 3]
    assert listing(WANTED, replace(stock, end=400)).stock == ()


def test_what_is_only_loosely_alike_is_folded_as_stock_phrases_are() -> None:
    found = listing(WANTED, LONG, replace(LONG, loose=True))
    assert (len(found.across), len(found.within), len(found.stock)) == (3, 1, 4)


def test_short_passages_of_many_articles_of_one_document_are_stock_phrases() -> None:
    twins = tuple(Twin(0, start, start + 20, 200, 220, 1.0, True) for start in range(300, 700, 50))

    def stock(articles: int) -> int:
        def describe(entry: Entry) -> Described:
            return Described("mails", f"Mail {entry.twin.start // 50 % articles}", None)

        return len(listed(0, (passage(200, 220, *twins),), WANTED, lambda start, end: TEXT[start:end], describe).stock)

    assert (stock(3), stock(4)) == (0, 8)


def test_a_stock_phrase_may_be_said_several_times_in_a_row() -> None:
    phrase = passage(0, 600, *(twin(number, 1.0, told=(0, 600)) for number in range(1, 8)))

    def stock(text: str) -> int:
        return len(listed(0, (phrase,), WANTED, lambda start, end: text[start:end], described).stock)

    assert stock(" ".join([TEXT[:59]] * 5)) == 7
    assert stock(TEXT) == 0
    assert stock("他说" * 300) == 0  # nothing parts the words


def test_what_was_changed_last_stands_first_in_the_title() -> None:
    wanted = RepeatsSettings(sort="date", similarity=0.2, scope="within")
    assert unusual(wanted, "similarity") == ["≥20% alike", "by date", "here"]
    assert unusual(wanted, "scope") == ["here", "by date", "≥20% alike"]
    assert unusual(RepeatsSettings(words=10), "sort") == ["≥10 words"]
    assert unusual(RepeatsSettings(), "scope") == []
