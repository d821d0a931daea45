"""Pairs of passages and of documents as tables, and clusters as the JSON lines that passim writes."""

import json
from collections.abc import Iterator, Sequence

from reader.library.loaded import LoadedDocument
from reader.library.reporting.clusters import clusters
from reader.library.reporting.csv_lines import csv_line, harmless_name
from reader.library.reporting.documents import WordCounts, shared
from reader.library.retelling import pair_record
from reader.reuse.places import Alignment

SIDE = ("document", "article", "line", "start", "end")
COLUMNS = (*(f"{side}_{name}" for side in "ab" for name in SIDE), "similarity", "scope", "cluster", "loose", "words")
DOCUMENT_COLUMNS = ("a", "b", "words", "a_share", "b_share", "similarity", "pairs")


def table(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment]) -> Iterator[str]:
    """The lines of a CSV table: the names of the columns, then one line a pair; offsets are of the source, words those
    of the first passage."""
    yield csv_line(COLUMNS)
    counts = WordCounts(loaded)
    for alignment in alignments:
        record = pair_record(loaded, alignment)
        row: list[object] = []
        for side in "ab":
            place = record[side]
            assert isinstance(place, dict)
            row += [harmless_name(str(place["document"])), *(place[name] for name in SIDE[1:])]
        facts = (record[name] for name in ("similarity", "scope", "cluster", "loose"))
        yield csv_line([*row, *facts, counts.within(alignment.a)])


def document_records(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment]) -> Iterator[dict[str, object]]:
    """What each two documents share, for programs, those that share most words first."""
    for each in shared(loaded, alignments):
        yield {
            "a": loaded[each.a].name,
            "b": loaded[each.b].name,
            "words": each.words,
            "a_share": round(each.a_share, 4),
            "b_share": round(each.b_share, 4),
            "similarity": round(each.similarity, 4),
            "pairs": each.pairs,
        }


def document_table(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment]) -> Iterator[str]:
    """The same as the lines of a CSV table."""
    yield csv_line(DOCUMENT_COLUMNS)
    for record in document_records(loaded, alignments):
        yield csv_line([harmless_name(value) if isinstance(value, str) else value for value in record.values()])


def passim(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment]) -> Iterator[str]:
    """One JSON object for each telling of a cluster, with the fields of passim's `out.json`.

    `id` and `series` are the document, so that "within" one series is within one document; `begin` and `end` count
    characters of the decoded source, and `text` is that part of it; `uid` tells tellings apart.
    """
    uid = 0
    for cluster in clusters(alignments):
        for telling in cluster.tellings:
            document = loaded[telling.document]
            begin, end = document.source_span(telling.start, telling.end)
            article = document.articles[document.article_number(telling.start) - 1]
            row = {
                "uid": uid,
                "cluster": cluster.number,
                "size": len(cluster.tellings),
                "id": document.name,
                "series": document.name,
                "begin": begin,
                "end": end,
                "text": document.document.source[begin:end],
                "title": article.title,
                "date": article.date,
            }
            uid += 1
            yield json.dumps({name: value for name, value in row.items() if value is not None}) + "\n"
