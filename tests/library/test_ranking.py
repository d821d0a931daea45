"""The order of documents and articles by how much of them is told again."""

from pathlib import Path

import pytest

from reader.library.entries import AlignmentEntry
from reader.library.overruled import _shares
from reader.library.ranking import ranked, ranked_articles
from tests.library.making import catalogue_of, document


def test_documents_and_articles_stand_by_how_much_of_them_is_told_again(tmp_path: Path) -> None:
    documents = [document("a", "article", "residue", "article"), document("b", "article"), document("c", "article")]
    alignments = [
        AlignmentEntry(0, 210, 270, 1, 10, 70, 1.0, 0),
        AlignmentEntry(0, 10, 40, 1, 70, 100, 1.0, 1),
        AlignmentEntry(0, 110, 190, 0, 20, 30, 1.0, 2),  # most of it in residue, which is no article
    ]
    catalogue = catalogue_of(tmp_path, documents, *alignments)
    most = ranked(catalogue)
    assert list(most.documents) == [1, 0, 2]
    assert list(most.told) == pytest.approx([0.45, 0.9, 0.0])
    assert list(ranked(catalogue, least_first=True).documents) == [2, 0, 1]
    assert list(ranked_articles(catalogue, 0)) == [2, 0]
    assert list(ranked_articles(catalogue, 0, least_first=True)) == [0, 2]


def test_a_passage_that_only_touches_an_article_is_not_told_by_it(tmp_path: Path) -> None:
    documents = [
        document("a", "article", "article"),
        document("b", "article", "article"),
        document("c", *["article"] * 9),
    ]
    touching = AlignmentEntry(0, 73, 200, 1, 0, 127, 1.0, 0)  # 27 characters of 127 in the first and the last article
    catalogue = catalogue_of(tmp_path, documents, touching)
    assert list(catalogue.told_shares(0)) == pytest.approx([0, 1])
    assert list(catalogue.told_shares(1)) == pytest.approx([1, 0])
    assert [title.repeated for titles in catalogue.titles() for title in titles][:4] == [False, True, True, False]
    for document_, start, end in ((0, 0, 100), (1, 100, 200)):  # the same of an article that the user parted
        assert _shares(catalogue, document_, start, end) == (0, 0)
    long = AlignmentEntry(0, 20, 200, 2, 20, 200, 1.0, 0)  # 80 characters are less than half, but many words
    short = AlignmentEntry(1, 60, 140, 2, 260, 340, 1.0, 1)  # 40 of 80
    (tmp_path / "more").mkdir()
    catalogue = catalogue_of(tmp_path / "more", documents, long, short)
    assert list(catalogue.told_shares(0)) == pytest.approx([0.8, 1])
    assert list(catalogue.told_shares(1)) == pytest.approx([0.4, 0.4])
    assert list(catalogue.told_shares(2))[:4] == pytest.approx([0.8, 1, 0.4, 0.4])


def test_what_is_alike_keeps_the_order_of_the_files(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, [document(name, "article", "article") for name in "abc"])
    for least_first in (False, True):
        assert list(ranked(catalogue, least_first=least_first).documents) == [0, 1, 2]
        assert list(ranked_articles(catalogue, 1, least_first=least_first)) == [0, 1]
