"""What is told again, and the way from article to article."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.catalogue import AlignmentEntry, ArticleEntry, Catalogue, DocumentEntry
from reader.library.queries import next_article, next_document, passages, told
from reader.library.sources import SourceFile


def document(name: str, *kinds: str) -> DocumentEntry:
    articles = tuple(ArticleEntry(100 * i, 100 * (i + 1), kind, f"{name} {i}", i + 1) for i, kind in enumerate(kinds))
    file = SourceFile(Path(name), name, 0, 0)
    return DocumentEntry(name, file, 0, 100 * len(kinds), len(kinds), "utf-8", 1.0, 0, 0, articles)


def catalogue(*alignments: AlignmentEntry) -> Catalogue:
    made = Catalogue([document("a", "article", "residue", "article"), document("b", "post"), document("c", "article")])
    made.add_alignments(alignments)
    return made


def test_twins_of_one_passage_are_listed_together_others_documents_first() -> None:
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


def test_a_passage_told_twice_in_one_article_is_two_passages() -> None:
    found = passages(catalogue(AlignmentEntry(0, 10, 30, 0, 60, 80, 1.0, 0)), 0, 0, 100)
    assert [(p.start, p.end, p.twins[0].start) for p in found] == [(10, 30, 60), (60, 80, 10)]


def test_only_passages_that_touch_the_span_count() -> None:
    some = catalogue(AlignmentEntry(0, 90, 110, 2, 0, 20, 1.0, 0))
    assert len(passages(some, 0, 0, 100)) == 1
    assert len(passages(some, 0, 100, 200)) == 1
    assert passages(some, 0, 200, 300) == ()
    assert passages(some, 1, 0, 100) == ()


def test_told_counts_each_character_once_and_others_documents_first() -> None:
    share = told(
        catalogue(
            AlignmentEntry(0, 0, 40, 2, 0, 40, 1.0, 0),
            AlignmentEntry(0, 20, 60, 0, 220, 260, 1.0, 1),
        ),
        0,
        0,
        100,
    )
    assert (share.across, share.within) == (0.4, 0.2)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 10), st.sampled_from([0, 2])), max_size=8))
def test_shares_are_those_of_characters_counted_one_by_one(spans: list[tuple[int, int, int]]) -> None:
    alignments = [AlignmentEntry(0, at, at + size, other, 200, 210, 1.0, 0) for at, size, other in spans]
    share = told(catalogue(*alignments), 0, 0, 100)
    across = {c for at, size, other in spans if other == 2 for c in range(at, at + size)}
    anywhere = {c for at, size, _ in spans for c in range(at, at + size)}
    assert round(share.across * 100) == len(across)
    assert round((share.across + share.within) * 100) == len(anywhere)


def test_next_article_passes_over_posts_and_residue_and_crosses_documents() -> None:
    some = catalogue()
    assert next_article(some, 0, None, 1) == (0, 0)
    assert next_article(some, 0, 0, 1) == (0, 2)
    assert next_article(some, 0, 2, 1) == (2, 0)
    assert next_article(some, 2, 0, 1) is None
    assert next_article(some, 2, 0, -1) == (0, 2)
    assert next_article(some, 0, 0, -1) is None
    assert next_article(Catalogue(), 0, None, 1) is None


def test_next_document_passes_over_those_without_articles() -> None:
    some = catalogue()
    assert next_document(some, 0, 1) == (2, 0)
    assert next_document(some, 2, -1) == (0, 0)
    assert next_document(some, 2, 1) is None


def test_article_at_an_offset() -> None:
    entry = document("a", "article", "article")
    assert [entry.article_at(offset) for offset in (0, 99, 100, 199, 500)] == [0, 0, 1, 1, 1]
