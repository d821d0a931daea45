"""Books: EPUB by the standard library, PDF by the optional pypdf."""

import io
import logging
import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

from reader.errors import UnreadableError
from reader.library.documents import Document, document
from reader.library.skipping import Skipped, why
from reader.library.webpages import plain_text
from reader.positions import NO_LINES
from reader.text.decoding import Decoded, decode

MAX_CHAPTER_BYTES = 64 << 20
"""Unpacked; the chapters of real books have less than one megabyte."""

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
            chapters.append(plain_text(decode(_member(archive, path)).text))
        except KeyError:
            yield Skipped(f"{name}/{path}", "missing in the book")
        except (UnreadableError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            yield Skipped(f"{name}/{path}", why(error))
    text = "\n\n".join(chapter for chapter in chapters if chapter.strip())
    if not text:
        raise UnreadableError("an EPUB without text")
    yield document(name, Decoded(text, "utf-8", 1.0, 0), lines=NO_LINES)


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
