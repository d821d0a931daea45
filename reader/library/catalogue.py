"""An opened library as readers see it: its documents, articles, texts and what they share, at one moment.

Nothing is read before it is asked for, and little is kept.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from reader.errors import UnreadableError
from reader.library.database import CHUNKS, TEXT_CHUNK, DamagedIndexError, from_blob
from reader.library.entries import KINDS, STORY, AlignmentEntry, ArticleEntry, DocumentEntry
from reader.library.index_file import IndexFile
from reader.library.lazy import Lazy, Numbers
from reader.library.moment import Moment
from reader.library.packing import unpack, unpack_map
from reader.library.searched import Above, mail_above
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile
from reader.positions import NO_LINES, FileLines
from reader.text.sourcemap import SourceMap

KEPT_DOCUMENTS = 400
"""Entries kept in memory: several screens of headings."""

LOST = "(lost)"
"""Stands for what a damaged index no longer tells."""

KEPT_BLOCKS = 400
BLOCK_ARTICLES = 64
"""Articles are read and kept in blocks of about a screen."""

TITLES_AT_ONCE = 20_000
"""Titles that `titles` reads under one lock: some 20 ms."""

DOCUMENTS_AT_ONCE = 5_000
"""Documents whose articles are summed up under one lock."""


class Title(NamedTuple):
    """The title of an article proper, with where it is and whether anything of it is told again."""

    document: int
    article: int
    title: str
    repeated: bool


class Catalogue(Moment):
    """An opened library."""

    def __init__(self, index: IndexFile) -> None:
        self.documents = Documents(self)
        self._skipped: tuple[Skipped, ...] | None = None
        self._begun: frozenset[str] | None = None
        self._entries: OrderedDict[int, DocumentEntry] = OrderedDict()
        self._blocks: OrderedDict[int, tuple[ArticleEntry, ...]] = OrderedDict()
        super().__init__(index)

    def _forget_what_was_read(self) -> None:
        self._skipped = self._begun = None
        self._entries.clear()
        self._blocks.clear()

    # Documents and their articles.

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What is not read, and why."""
        if self._skipped is None:
            rows = self.rows("SELECT name, reason, count FROM skipped ORDER BY name")
            self._skipped = tuple(Skipped(from_blob(name), *rest) for name, *rest in rows)
        return self._skipped

    @property
    def begun(self) -> frozenset[str]:
        """The names of documents of which the end could not be read."""
        if self._begun is None:
            self._begun = frozenset(each.name for each in self.skipped if each.is_begun)
        return self._begun

    def entry(self, document: int) -> DocumentEntry:
        """What is known of a document; IndexError if there is none of that number."""
        with self._lock:
            if not 0 <= document < len(self._ids):
                raise IndexError(document)
            found = self._entries.get(self._ids[document])
            if found is None:
                found = self._read_entry(document)
                self._entries[found.id] = found
                if len(self._entries) > KEPT_DOCUMENTS:
                    self._entries.popitem(last=False)
            else:
                self._entries.move_to_end(found.id)
            return found

    def _read_entry(self, document: int) -> DocumentEntry:
        number, first = self._ids[document], self._first_articles[document]
        stories, rest = self._stories[document], self._rest[document]
        rows = self.rows(_ENTRY, (number,))
        try:
            path, file_name, size, mtime_ns, name, *others, encoding, sure = rows[0]
            record, characters, lines, replaced, repairs, *file_lines = others
            file = SourceFile(
                Path(from_blob(path)), from_blob(file_name), size, mtime_ns, text_field=self.index.text_field
            )
            shown = from_blob(name)
        except (IndexError, ValueError, AttributeError):
            self.damaged = True
            record = characters = lines = replaced = repairs = 0
            file_lines = list(NO_LINES)
            encoding, sure, shown, file = "", 0.0, LOST, SourceFile(Path(LOST), LOST, 0, 0)

        return DocumentEntry(
            id=number,
            name=shown,
            file=file,
            record=record,
            characters=characters,
            lines=lines,
            encoding=encoding,
            confidence=sure,
            replaced=replaced,
            repairs=repairs,
            file_lines=FileLines(*file_lines),
            articles=Lazy(stories + rest, lambda at: self._article(number, first, stories + rest, at)),
            stories=Numbers(stories, lambda: self.story_numbers(document)),
            rest=Numbers(rest, lambda: self.rest_numbers(document)),
        )

    def story_numbers(self, document: int) -> "array[int]":
        """The numbers of the articles proper of a document, ascending."""
        return self._numbers_where("kind = ?", document)

    def rest_numbers(self, document: int) -> "array[int]":
        """The numbers of its posts and residue."""
        return self._numbers_where("kind <> ?", document)

    def _numbers_where(self, condition: str, document: int) -> "array[int]":
        first = self._first_articles[document]
        last = first + self._stories[document] + self._rest[document]
        query = f"SELECT id - ? FROM articles WHERE id >= ? AND id < ? AND {condition} ORDER BY id"  # noqa: S608
        return array("q", [row[0] for row in self.rows(query, (first, first, last, STORY))])

    def _article(self, document_id: int, first: int, count: int, at: int) -> ArticleEntry:
        block = at // BLOCK_ARTICLES
        key = first + block * BLOCK_ARTICLES
        with self._lock:
            found = self._blocks.get(key)
            if found is None:
                last = min(key + BLOCK_ARTICLES, first + count)
                rows = self.rows(_ARTICLES, (key, last))
                try:
                    found = tuple(ArticleEntry(start, end, KINDS[kind], *others) for start, end, kind, *others in rows)
                except (IndexError, TypeError):
                    found = ()
                if len(found) != last - key:
                    # Whoever holds on to a document of another moment may ask for what is gone.
                    self.damaged |= self._connection is not None and self.number_of(document_id) is not None
                    return ArticleEntry(0, 0, KINDS[-1], LOST, 1)
                self._blocks[key] = found
                if len(self._blocks) > KEPT_BLOCKS:
                    self._blocks.popitem(last=False)
            return found[at - block * BLOCK_ARTICLES]

    def article_spans(self, document: int) -> list[tuple[int, int]]:
        """(start, end) of all articles of a document, posts and residue too, read at once."""
        first = self._first_articles[document]
        return self.rows(_SPANS, (first, first + self._stories[document] + self._rest[document]))

    def told_shares(self, document: int) -> "array[float]":
        """How much of each article of a document is told again, posts and residue too, 0..1 in their order."""
        first = self._first_articles[document]
        rows = self.rows(_TOLD, (first, first + self._stories[document] + self._rest[document]))
        return array("d", [share for (share,) in rows])

    def told_in_documents(self) -> "array[float]":
        """How much of the articles proper of each document is told again, 0..1 of their characters."""
        with self._lock:
            ids = [self._ids[number] for number in self._numbers_by_id()]
        told = array("d", bytes(8 * len(ids)))
        for some in (ids[at : at + DOCUMENTS_AT_ONCE] for at in range(0, len(ids), DOCUMENTS_AT_ONCE)):
            for id_, share in self.rows(_TOLD_IN_DOCUMENTS, (STORY, some[0], some[-1])):
                number = self.number_of(id_)
                if number is not None and number < len(told):
                    told[number] = share
        return told

    def titles(self) -> Iterator[list[Title]]:
        """The titles of all articles proper in reading order, many at a time, as the moment has them that is shown now.

        Should another one be shown meanwhile, what follows may be of either.
        """
        with self._lock:
            count, firsts, stories, rest = len(self._ids), self._first_articles, self._stories, self._rest
        document = 0
        while document < count:
            begun, first = document, firsts[document]
            following = first
            while (
                document < count
                and firsts[document] == following
                and (document == begun or following - first < TITLES_AT_ONCE)
            ):
                following += stories[document] + rest[document]
                document += 1
            found, number = [], begun
            for article_id, title, repeated in self.rows(_TITLES, (first, following, STORY)):
                while article_id >= firsts[number] + stories[number] + rest[number]:
                    number += 1
                found.append(Title(number, article_id - firsts[number], title, bool(repeated)))
            yield found

    # Texts and what they share.

    def text(self, entry: DocumentEntry, start: int = 0, end: int | None = None) -> str:
        """The clean text of a span of a document, of all of it if no end is given.

        Raises UnreadableError if the document has been read again or is gone, DamagedIndexError if the index is broken.
        """
        end = entry.characters if end is None else min(end, entry.characters)
        low, high = start // TEXT_CHUNK, max(0, end - 1) // TEXT_CHUNK
        base = entry.id * CHUNKS
        rows = self.rows("SELECT body FROM texts WHERE id >= ? AND id <= ? ORDER BY id", (base + low, base + high))
        if not rows and end > start and not self.damaged:
            raise UnreadableError(f"{entry.name} has changed: it is being read again")
        try:
            text = unpack(body for (body,) in rows)
        except ValueError as error:
            self.damaged = True
            raise DamagedIndexError(f"the index is damaged ({error}): it has to be made anew") from error
        if len(text) < end - low * TEXT_CHUNK:
            self.damaged |= self.number_of(entry.id) is not None
            raise DamagedIndexError("the index is damaged (a text is too short): it has to be made anew")
        return text[start - low * TEXT_CHUNK : end - low * TEXT_CHUNK]

    def names(self, first: int = 0) -> list[str]:
        """The names of the documents from a number on, by number."""
        ids = self._ids[first:]
        rows = self.rows("SELECT id, name FROM documents WHERE id >= ?", (min(ids, default=0),)) if ids else ()
        names = {number: from_blob(name) for number, name in rows}
        return [names.get(number, "") for number in ids]

    def record_fields(self, document: int) -> tuple[str, ...]:
        """What a record says beside its text: lines of a name and a value."""
        rows = self.rows("SELECT lines FROM fields WHERE document = ?", (self._ids[document],))
        return tuple(rows[0][0].split("\n")) if rows else ()

    def above(self, document: int, article: int) -> Above:
        """What a record says beside its text, or a mail above it. Raises as `text`."""
        if fields := self.record_fields(document):
            return Above(fields)
        entry = self.documents[document]
        above = entry.articles[max(0, article - 1)]
        if above.kind != "residue" or entry.articles[article].kind != "article":
            return Above()
        return mail_above(self.text(entry, above.start, above.end))

    def source_map(self, document: int) -> SourceMap:
        """The map between the clean text of a document and its source."""
        rows = self.rows("SELECT edits FROM source_maps WHERE document = ?", (self._ids[document],))
        try:
            return unpack_map(rows[0][0]) if rows else SourceMap()
        except ValueError as error:
            self.damaged = True
            raise DamagedIndexError(f"the index is damaged ({error}): it has to be made anew") from error

    def alignments(self, document: int, start: int, end: int) -> list[AlignmentEntry]:
        """The alignments that touch a span of a document, by place; documents have their numbers."""
        number = self._ids[document]
        found = []
        with self._lock:
            for a, a_start, a_end, b, b_start, b_end, similarity, cluster, loose in self.rows(
                _ALIGNMENTS, (number, end, start, number, end, start)
            ):
                a, b = self.number_of(a), self.number_of(b)
                if a is not None and b is not None:
                    found.append(AlignmentEntry(a, a_start, a_end, b, b_start, b_end, similarity, cluster, bool(loose)))
        return sorted(found, key=lambda item: (item.a_document, item.a_start, item.b_document, item.b_start))

    def count_alignments(self, document: int) -> tuple[int, int]:
        """How many alignments a document has with others, and how many within itself."""
        number = self._ids[document]
        rows = self.rows(_COUNTS, (number, number, number))
        return rows[0] if rows else (0, 0)


class Documents(Sequence[DocumentEntry]):
    """The documents of a catalogue by number."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __len__(self) -> int:
        return len(self._catalogue._ids)

    @overload
    def __getitem__(self, at: int) -> DocumentEntry: ...
    @overload
    def __getitem__(self, at: slice) -> list[DocumentEntry]: ...
    def __getitem__(self, at: int | slice) -> DocumentEntry | list[DocumentEntry]:
        if isinstance(at, slice):
            return [self._catalogue.entry(number) for number in range(*at.indices(len(self)))]
        return self._catalogue.entry(at + len(self) if at < 0 else at)


_ENTRY = """
SELECT path, files.name, size, mtime_ns, documents.name, record, characters, lines, replaced, repairs, record_line,
text_line, line_step, record_end, encoding, confidence FROM documents JOIN files ON files.id = documents.file
WHERE documents.id = ?
"""
_ARTICLES = """
SELECT start, "end", kind, title, line, date, source, across, within FROM articles
WHERE id >= ? AND id < ? ORDER BY id
"""
_TITLES = """
SELECT id, title, across + within > 0 FROM articles WHERE id >= ? AND id < ? AND kind = ? ORDER BY id
"""
_TOLD = "SELECT across + within FROM articles WHERE id >= ? AND id < ? ORDER BY id"
_TOLD_IN_DOCUMENTS = """
SELECT documents.id, total(("end" - start) * (across + within)) / max(1, total("end" - start))
FROM documents CROSS JOIN articles ON articles.id >= first_article AND articles.id < first_article + stories + rest
WHERE +kind = ? AND documents.id >= ? AND documents.id <= ? GROUP BY documents.id
"""
"""Without the +, SQLite would make an index of all kinds for this, and look through all articles for each document."""
_SPANS = 'SELECT start, "end" FROM articles WHERE id >= ? AND id < ? ORDER BY id'
_ALIGNMENTS = """
SELECT * FROM alignments WHERE a_document = ? AND a_start < ? AND a_end > ?
UNION SELECT * FROM alignments WHERE b_document = ? AND b_start < ? AND b_end > ?
"""
_COUNTS = """
SELECT ifnull(sum(a_document <> b_document), 0), ifnull(sum(a_document = b_document), 0) FROM (
    SELECT a_document, b_document FROM alignments WHERE a_document = ?
    UNION ALL SELECT a_document, b_document FROM alignments WHERE b_document = ? AND a_document <> ?
)
"""
