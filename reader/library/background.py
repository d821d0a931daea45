"""The analysis in a process of its own, so that the screen never waits for it.

The child is `python -m reader.library.background PATH…`. It writes one JSON array a line on its standard output: a tag
and the fields of the event. The parent reads them with `Analyst.events` from a thread. A pipe of JSON is slower than
shared memory and is never the bottleneck: it carries titles and spans, not text.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library.catalogue import AlignmentEntry, ArticleEntry, DocumentEntry
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading has come, in files."""

    files_read: int
    files_found: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything the documents share; documents are numbered in the order of their events."""

    alignments: tuple[AlignmentEntry, ...]


Event = DocumentEntry | Skipped | Progress | Compared


class AnalysisError(TwicetoldError):
    """The analysing process ended without finishing its work."""


class Analyst:
    """A running analysis of the documents below some paths."""

    def __init__(self, paths: Sequence[Path]) -> None:
        command = [sys.executable, "-m", "reader.library.background", *map(str, paths)]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # ctrl+c in the terminal is for the reader alone
        )

    def events(self) -> Iterator[Event]:
        """Block for each next event until the analysis is complete.

        Raises `AnalysisError` if the process dies on the way.
        """
        if self._process.stdout is None:
            raise AnalysisError("the analysis has no output to read")
        with self._process.stdout as output:
            for line in output:
                yield _from_json(line)
        if self._process.wait() != 0:
            raise AnalysisError("the analysis stopped early; articles and repeats may be missing")

    def stop(self) -> None:
        """End the analysis; `events` then ends too."""
        self._process.kill()


def _to_json(event: Event) -> str:
    match event:
        case DocumentEntry():
            file = event.file
            document = [event.name, str(file.path), file.name, file.size, file.mtime_ns, event.record]
            facts = [event.characters, event.lines, event.encoding, event.confidence, event.replaced, event.repairs]
            articles = [[a.start, a.end, a.kind, a.title, a.line, a.date, a.source] for a in event.articles]
            fields: list[object] = ["document", document, facts, articles]
        case Skipped():
            fields = ["skipped", event.name, event.reason]
        case Progress():
            fields = ["progress", event.files_read, event.files_found]
        case Compared():
            rows = [
                [a.a_document, a.a_start, a.a_end, a.b_document, a.b_start, a.b_end, a.similarity, a.cluster]
                for a in event.alignments
            ]
            fields = ["compared", rows]
    return json.dumps(fields)  # ASCII: lone surrogates of file names pass as escapes


def _from_json(line: bytes) -> Event:
    tag, *fields = json.loads(line)
    if tag == "document":
        (name, path, file_name, size, mtime_ns, record), facts, articles = fields
        file = SourceFile(Path(path), file_name, size, mtime_ns)
        characters, lines, encoding, confidence, replaced, repairs = facts
        entries = tuple(ArticleEntry(*article) for article in articles)
        return DocumentEntry(name, file, record, characters, lines, encoding, confidence, replaced, repairs, entries)
    if tag == "skipped":
        return Skipped(*fields)
    if tag == "progress":
        return Progress(*fields)
    return Compared(tuple(AlignmentEntry(*row) for row in fields[0]))


def analyse(paths: Sequence[Path]) -> Iterator[Event]:
    """Do the work, in this process."""
    from reader.library.analysis import AnalysedDocument, compare, documents_of, entry
    from reader.library.sources import discover

    found = list(discover(paths))
    read: list[AnalysedDocument] = []
    for number, file in enumerate(found, 1):
        for item in documents_of(file):
            if isinstance(item, Skipped):
                yield item
            else:
                read.append(item)
                yield entry(item)
        yield Progress(number, len(found))
    yield Compared(compare(read))


if __name__ == "__main__":
    for event in analyse([Path(argument) for argument in sys.argv[1:]]):
        sys.stdout.write(_to_json(event) + "\n")
        sys.stdout.flush()
