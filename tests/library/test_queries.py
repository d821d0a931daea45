"""What is told again, and the way from article to article."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.catalogue import Catalogue
from reader.library.entries import AlignmentEntry
from reader.library.queries import next_article, next_document, passages
from tests.library.making import catalogue_of, document

Make = Callable[..., Catalogue]


@pytest.fixture
def catalogue(tmp_path: Path) -> Make:
    documents = [document("a", "article", "residue", "article"), document("b", "post"), document("c", "article")]
    return lambda *alignments: catalogue_of(tmp_path, documents, *alignments)


def test_twins_of_one_passage_are_listed_together_others_documents_first(catalogue: Make) -> None:
    found = passages(
        catalogue(
            AlignmentEntry(0, 10, 50, 0, 210, 250, 0.99, 7),
            AlignmentEntry(0, 12, 52, 2, 0, 40, 0.80, 7),
            AlignmentEntry(0, 60, 90, 2, 50, 80, 0.70, 8),
        ),
        0,
        0,
        100,
    )
    assert [(p.start, p.end, p.cluster, p.other_documents) for p in found] == [(10, 52, 7, 1), (60, 90, 8, 1)]
    assert [(t.document, t.within, t.told_start) for t in found[0].twins] == [(2, False, 12), (0, True, 10)]


def test_a_passage_told_twice_in_one_article_is_two_passages(catalogue: Make) -> None:
    found = passages(catalogue(AlignmentEntry(0, 10, 30, 0, 60, 80, 1.0, 0)), 0, 0, 100)
    assert [(p.start, p.end, p.twins[0].start) for p in found] == [(10, 30, 60), (60, 80, 10)]


def test_what_is_only_loosely_alike_is_told_apart(catalogue: Make) -> None:
    found = passages(
        catalogue(
            AlignmentEntry(0, 10, 50, 0, 210, 250, 0.7, 7, loose=True), AlignmentEntry(0, 10, 50, 0, 310, 350, 1.0, 7)
        ),
        0,
        0,
        100,
    )
    assert sorted(passage.loose for passage in found) == [False, True]


def test_only_passages_that_touch_the_span_count(catalogue: Make) -> None:
    some = catalogue(AlignmentEntry(0, 90, 110, 2, 0, 20, 1.0, 0))
    assert len(passages(some, 0, 0, 100)) == 1
    assert len(passages(some, 0, 100, 200)) == 1
    assert passages(some, 0, 200, 300) == ()
    assert passages(some, 1, 0, 100) == ()


def test_shares_count_each_character_once_and_others_documents_first(catalogue: Make) -> None:
    told = catalogue(
        AlignmentEntry(0, 0, 40, 2, 0, 40, 1.0, 0),
        AlignmentEntry(0, 20, 60, 0, 220, 260, 1.0, 1),
    ).documents
    assert [(article.across, article.within) for article in told[0].articles] == [(0.4, 0.2), (0, 0), (0, 0.4)]
    assert (told[2].articles[0].across, told[2].articles[0].within) == (0.4, 0)


def test_next_article_passes_over_posts_and_residue_and_crosses_documents(catalogue: Make) -> None:
    some = catalogue()
    assert next_article(some, 0, None, 1) == (0, 0)
    assert next_article(some, 0, 0, 1) == (0, 2)
    assert next_article(some, 0, 2, 1) == (2, 0)
    assert next_article(some, 2, 0, 1) is None
    assert next_article(some, 2, 0, -1) == (0, 2)
    assert next_article(some, 0, 0, -1) is None


def test_next_document_passes_over_those_without_articles(catalogue: Make) -> None:
    some = catalogue()
    assert next_document(some, 0, 1) == (2, 0)
    assert next_document(some, 2, -1) == (0, 0)
    assert next_document(some, 2, 1) is None


def test_nothing_is_next_in_an_empty_library(tmp_path: Path) -> None:
    assert next_article(catalogue_of(tmp_path, []), 0, None, 1) is None


def test_article_at_an_offset(tmp_path: Path) -> None:
    (entry,) = catalogue_of(tmp_path, [document("a", "article", "article")]).documents
    assert [entry.article_at(offset) for offset in (0, 99, 100, 199, 500)] == [0, 0, 1, 1, 1]
    assert entry.article_of(90, 130) == 1
