"""Books: EPUB by the standard library, PDF by the optional pypdf."""

import io
import logging
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from reader.errors import UnreadableError
from reader.library.blocks import Block, blocks_of
from reader.library.documents import Document, document
from reader.library.skipping import Skipped, why
from reader.positions import NO_LINES
from reader.text.decoding import Decoded, decode
from reader.text.metadata import Story

MAX_CHAPTER_BYTES = 64 << 20
"""Unpacked; the chapters of real books have less than one megabyte."""

FEWEST_CHAPTERS = 2
SHORTEST_CHAPTER = 300
"""Characters of a chapter, in the median: what stands under the headings of a book of sayings is less."""

CHAPTER = 3000
"""Characters, in the median, from which what stands under headings of a deeper level is a chapter, not a section."""

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_PACKAGE = "{http://www.idpf.org/2007/opf}"


def epub(name: str, archive: zipfile.ZipFile) -> Iterator[Document | Skipped]:
    """One document a book: its chapters in reading order (EPUB 3.3, the spine of the package document).

    Chapters that cannot be read are skipped. Raises UnreadableError if the book has no readable package document.
    """
    package_path = "META-INF/container.xml"
    try:
        container = _xml(_member(archive, package_path))
        root = container.find(f".//{_CONTAINER}rootfile")
        package_path = root.get("full-path", "") if root is not None else ""
        package = _xml(_member(archive, package_path))
    except KeyError:
        raise UnreadableError(f"a damaged EPUB: {package_path or 'its package document'} is missing") from None
    except ElementTree.ParseError as error:
        raise UnreadableError(f"a damaged EPUB: {why(error)}") from None
    folder = posixpath.dirname(package_path)
    paths = {item.get("id"): item.get("href", "") for item in package.iter(f"{_PACKAGE}item")}
    chapters = []
    for reference in package.iter(f"{_PACKAGE}itemref"):
        path = posixpath.normpath(posixpath.join(folder, unquote(paths.get(reference.get("idref"), ""))))
        try:
            chapters.append(list(blocks_of(decode(_member(archive, path)).text)))
        except KeyError:
            yield Skipped(f"{name}/{path}", "missing in the book")
        except (UnreadableError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            yield Skipped(f"{name}/{path}", why(error))
    text, headings = _joined(chapters)
    if not text:
        raise UnreadableError("an EPUB without text")
    yield document(name, Decoded(text, "utf-8", 1.0, 0), stories=_chapters(headings, len(text)), lines=NO_LINES)


class _Heading(NamedTuple):
    """A heading: where it starts in the text, its level, and whether it stands right below another."""

    start: int
    level: int
    title: str
    follows: bool


def _joined(files: Iterable[Sequence[Block]]) -> tuple[str, list[_Heading]]:
    """The text of the files of a book, a block a line and an empty line between files, and its headings."""
    pieces: list[str] = []
    headings: list[_Heading] = []
    size = 0
    for blocks in files:
        above = 0
        for number, (line, level, *_) in enumerate(blocks):
            if pieces:
                pieces.append("\n" if number else "\n\n")
                size += len(pieces[-1])
            if level:
                headings.append(_Heading(size, level, " ".join(line.split()), above > 0))
            above = level
            pieces.append(line)
            size += len(line)
    return "".join(pieces), headings


def _chapters(headings: Sequence[_Heading], size: int) -> list[Story]:
    """The chapters of a book: what stands under its headings, down to the deepest level whose parts are still as long
    as chapters. What stands above the first is a part of its own."""
    found: list[Story] = []
    for level in sorted({heading.level for heading in headings}):
        some = _under(headings, level)
        lengths = [end - start for start, end in pairwise([*(story.start for story in some), size])]
        if len(some) >= FEWEST_CHAPTERS and median(lengths) >= (CHAPTER if found else SHORTEST_CHAPTER):
            found = some
    return found


def _under(headings: Sequence[_Heading], level: int) -> list[Story]:
    """What stands under headings down to a level; those right below one another are one."""
    found: list[Story] = []
    above = 0
    for heading in headings:
        if heading.level <= level:
            if heading.follows and above:
                first = found.pop()
                found.append(Story(first.start, f"{first.title}. {heading.title}"))
            else:
                found.append(Story(heading.start, heading.title))
        above = heading.level if heading.level <= level else 0
    return found


def _member(archive: zipfile.ZipFile, path: str) -> bytes:
    with archive.open(path) as opened:
        data = opened.read(MAX_CHAPTER_BYTES + 1)
    if len(data) > MAX_CHAPTER_BYTES:
        raise UnreadableError(f"unpacks to more than {MAX_CHAPTER_BYTES >> 20} MB")
    return data


_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def _xml(data: bytes) -> ElementTree.Element:
    if _ENTITY.search(data):
        # Entities can be made to expand without end; no package document needs one.
        raise UnreadableError("an EPUB that defines its own entities")
    return ElementTree.fromstring(data)  # noqa: S314 - without entities there is nothing to exploit


def pdf(name: str, data: bytes) -> Iterator[Document | Skipped]:
    """One document a PDF: the text of its pages, in order. Raises UnreadableError if it has none."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise UnreadableError("a PDF: install twicetold[pdf] to read it") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # the screen is drawn where warnings would go
    pages = []
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            try:
                pages.append(page.extract_text())
            except Exception as error:
                yield Skipped(f"{name}#page={number}", why(error))
    except Exception as error:
        # pypdf raises whatever a damaged file makes its parts stumble over.
        raise UnreadableError(f"a damaged PDF: {why(error)}") from None
    text = "\n".join(page for page in pages if page.strip())
    if not text:
        raise UnreadableError("a PDF without text: its pages are pictures")
    yield document(name, Decoded(text, "utf-8", 1.0, 0), lines=NO_LINES)
