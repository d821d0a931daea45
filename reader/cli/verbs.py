"""The headless verbs: what the reader knows, printed for people or as one JSON object a line for programs."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reader import __version__
from reader.cli.indexing import index_verb
from reader.cli.output import Output, diagnose
from reader.library.analysis import AnalysedDocument, compare, documents
from reader.library.entries import AlignmentEntry
from reader.library.skipping import Skipped

NOTHING_FOUND = 1

Paths = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path, allow_dash=True), metavar="PATH…"
)
AsJson = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`reader PATH…` opens a folder or files in the terminal reader.",
)
@click.version_option(__version__, prog_name="reader (Twicetold)", message="%(prog)s %(version)s")
def verbs() -> None:
    """Read piles of text in which things are told twice."""


@verbs.command("open")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
def open_verb(paths: Sequence[str]) -> None:
    """Open files and folders in the terminal reader (the default).

    \b
    reader open seeds
    reader seeds            the same
    reader                  the last library, or this folder
    """
    from reader.cli.main import open_library

    sys.exit(open_library([Path(path) for path in paths]))


verbs.add_command(index_verb)


@verbs.command("articles")
@Paths
@AsJson
def articles_verb(paths: Sequence[Path], as_json: bool) -> None:
    """List the articles, posts and residue of every document.

    \b
    reader articles seeds
    reader articles dump.txt --json | jq -r 'select(.kind == "article") | .title'

    Offsets in JSON count characters of the decoded source file; lines count from 1.
    """
    out = Output()
    found = 0
    for document in _read(paths):
        if not as_json:
            out.heading(document.document.name)
        source = SourcePlaces(document)
        for number, article in enumerate(document.articles, 1):
            found += 1
            start, end = source.span(article.start, article.end)
            line = source.line(article.start)
            if as_json:
                out.record(
                    {
                        "document": document.document.name,
                        "article": number,
                        "kind": article.kind.value,
                        "title": article.title,
                        "line": line,
                        "start": start,
                        "end": end,
                        "date": article.date,
                        "source": article.source,
                    }
                )
            else:
                out.row(f"{line:>7}  {article.kind.value:<8}{article.title}", quiet=article.kind.value != "article")
    sys.exit(0 if found else NOTHING_FOUND)


@verbs.command("repeats")
@Paths
@AsJson
def repeats_verb(paths: Sequence[Path], as_json: bool) -> None:
    """List the passages that are told twice, in other documents and within one.

    \b
    reader repeats seeds
    reader repeats news/ --json > pairs.jsonl

    Offsets in JSON count characters of the decoded source file; lines count from 1.
    """
    out = Output()
    read = list(_read(paths))
    places = [SourcePlaces(document) for document in read]
    alignments = compare(read)
    for alignment in alignments:
        a, b = _sides(alignment, read, places)
        scope = "within" if alignment.within else "across"
        if as_json:
            similarity = round(alignment.similarity, 4)
            out.record({"a": a, "b": b, "similarity": similarity, "scope": scope, "cluster": alignment.cluster})
            continue
        text = read[alignment.a_document].document.clean.text[alignment.a_start : alignment.a_end]
        percent = f"{min(99, round(alignment.similarity * 100)) if alignment.similarity < 1 else 100:>3}%"
        words = f"{len(text.split()):,} words"
        out.row(f"{percent}  {a['document']}:{a['line']}  =  {b['document']}:{b['line']}  ({words}, {scope})")
        out.row(f"      {' '.join(text[:200].split())[:110]}", quiet=True)
    sys.exit(0 if alignments else NOTHING_FOUND)


def _read(paths: Sequence[Path]) -> Iterator[AnalysedDocument]:
    """The documents; what is skipped is said on standard error."""
    for item in documents(paths):
        if isinstance(item, Skipped):
            diagnose(f"skipped {item.name}: {item.reason}")
        else:
            yield item


def _sides(
    alignment: AlignmentEntry, read: Sequence[AnalysedDocument], places: Sequence["SourcePlaces"]
) -> tuple[dict[str, object], dict[str, object]]:
    sides = []
    for number, start, end in (
        (alignment.a_document, alignment.a_start, alignment.a_end),
        (alignment.b_document, alignment.b_start, alignment.b_end),
    ):
        source_start, source_end = places[number].span(start, end)
        sides.append(
            {
                "document": read[number].document.name,
                "article": places[number].article(start),
                "line": places[number].line(start),
                "start": source_start,
                "end": source_end,
            }
        )
    return sides[0], sides[1]


class SourcePlaces:
    """Where offsets of a clean text are in its source."""

    def __init__(self, analysed: AnalysedDocument) -> None:
        self._clean = analysed.document.clean
        self._article_starts = [article.start for article in analysed.articles]
        self._newlines: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source span of a clean one: it ends after the source of its last character."""
        to_source = self._clean.source_map.to_source
        return to_source(start), to_source(end - 1) + 1 if end > start else to_source(end)

    def line(self, offset: int) -> int:
        """1-based source line; cleaning never adds or removes a line."""
        if self._newlines is None:
            self._newlines = [at for at, character in enumerate(self._clean.text) if character == "\n"]
        return bisect_left(self._newlines, offset) + 1

    def article(self, offset: int) -> int:
        """1-based number of the article that holds an offset."""
        return max(1, bisect_right(self._article_starts, offset))
