"""What kind of file a stream is, by its first bytes and its name, and the documents it holds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from reader.errors import UnreadableError
from reader.library.documents import Document, contents, document
from reader.library.skipping import UP_TO_THERE, Skipped
from reader.library.suffixes import MARKDOWN, suffix
from reader.positions import NO_LINES
from reader.text.decoding import Decoded, decode, wide_encoding_told

_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|(?:html|head|body)[\s>])",
    re.I | re.S,
)
_XML_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|(?:rss|feed|rdf:RDF)[\s>])")
_XML = (".xml", ".rss", ".atom", ".rdf")

_MARKUP = re.compile(r"\ufeff?\s*<")
_MAIL = re.compile(rb"From |[!-9;-~]+[ \t]*:")
"""How an mbox begins, or the headers of a mail (RFC 5322, 2.2)."""

_JSON_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
"""How an array or lines of JSON records begin."""

_OTHER_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it to read it"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it to read it"),
    (b"PAR1", "a Parquet file: save it as JSON lines to read it"),
    (b"{\\rtf", "a rich text file: save it as text or HTML to read it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document: save it as text or HTML to read it"),
)
"""Common files that are not text, so that the reason says more than "binary"."""


def documents(name: str, stream: BinaryIO, head: bytes, text_field: str | None) -> Iterator[Document | Skipped]:
    """The documents of a stream that is neither compressed nor an archive. `head` is how it starts, not yet read.

    Raises UnreadableError if it is not text.
    """
    for magic, reason in _OTHER_KINDS:
        if head.startswith(magic):
            raise UnreadableError(reason)
    ending = suffix(name)
    wide = wide_encoding_told(head)
    if wide:
        head = head.decode(wide, "ignore").encode("utf-8", "replace")
    if head.startswith(b"%PDF-"):
        from reader.library.books import pdf

        yield from pdf(name, contents(stream))
    elif ending in (".jsonl", ".ndjson"):
        from reader.library.records import json_lines, lines_in, lines_of

        yield from json_lines(name, lines_in(decode(contents(stream))) if wide else lines_of(stream), text_field)
    elif ending == ".json" or (not ending and _JSON_RECORDS.match(head)):
        from reader.library.records import json_records

        yield from json_records(name, decode(contents(stream)), text_field)
    elif ending in (".csv", ".tsv"):
        from reader.library.tables import rows

        yield from rows(name, decode(contents(stream)), text_field)
    elif ending in (".html", ".htm", ".xhtml") or (ending not in (".txt", *MARKDOWN) and _WEB_PAGE.match(head)):
        yield _web_page(name, decode(contents(stream)), is_part=False)
    else:
        data = contents(stream)
        if not wide and _MAIL.match(head):
            from reader.library.mail import mail

            if found := mail(name, data):
                yield found
                return
        decoded = decode(data)
        del data  # while it is cleaned, a large text takes memory enough
        if not ending:  # as of what is piped in
            from reader.library.tables import is_table, rows

            if is_table(decoded.text, text_field):
                yield from rows(name, decoded, text_field)
                return
        if ending in ("", ".txt") and _MARKUP.match(decoded.text):
            from reader.library.webpages import is_markup

            if is_markup(decoded.text):
                yield _web_page(name, decoded, is_part=not _WEB_PAGE.match(head))
                return
        if ending in _XML or (ending not in MARKDOWN and _XML_BEGINNING.match(head)):
            from reader.library.xml_text import xml_text

            if told := xml_text(decoded.text):
                yield document(name, replace(decoded, text=told.text), stories=told.stories, lines=NO_LINES)
                if not told.is_whole:
                    yield Skipped(name, f"XML that breaks off or is not well-formed; its text is {UP_TO_THERE}")
                return
        yield document(name, decoded)


def _web_page(name: str, page: Decoded, *, is_part: bool) -> Document:
    from reader.library.webpages import main_text

    text, title, stories, date = main_text(page.text, is_part=is_part)
    return document(name, replace(page, text=text), title, stories, NO_LINES, date)
