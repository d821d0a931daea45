"""Mail to be read: mboxes, single mails and saved web pages (MHTML), with what is packed in them unpacked.

Mail in which nothing is packed is a text like any other, and stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.library.documents import Document, record_document
from reader.library.mime import Entity, characters, is_packed, leaves, shown
from reader.library.webpages import main_text
from reader.text.decoding import Decoded
from reader.text.mails import ENVELOPE
from reader.text.metadata import Story

HEADERS = frozenset(("from", "to", "subject", "date", "mime-version", "message-id"))
"""Two of these at the top of a file are those of a mail."""

WEB_PAGES = frozenset(("text/html", "application/xhtml+xml"))

_ENVELOPE = re.compile(ENVELOPE.pattern.encode())
_INSIDE = re.compile(rf"^([^\S\n]*)(?={ENVELOPE.pattern})", re.MULTILINE)


def mail(name: str, data: bytes) -> Document | None:
    """The document of an mbox, mail or saved page; None if the data is none, or if nothing in it is packed."""
    if data.startswith(b"From "):
        return _mbox(name, data)
    if not is_packed(data, 0, len(data)):
        return None
    whole = Entity.at(data, 0, len(data))
    told = whole.fields()
    is_page = name.lower().endswith((".mht", ".mhtml")) or told.get("from", "").lstrip('<"').startswith("Saved by ")
    if is_page and "mime-version" in told and (page := _saved_page(name, whole)):
        return page
    if len(told.keys() & HEADERS) < 2:
        return None
    return _document(name, f"{whole.head()}\n{_quoted(shown(whole))}\n", told.get("subject", ""))


def _saved_page(name: str, whole: Entity) -> Document | None:
    """The web page in a saved one (RFC 2557): the first part that is one."""
    page = next((part for part in leaves(whole) if part.kind in WEB_PAGES), None)
    return _document(name, *main_text(page.text())) if page else None


def _mbox(name: str, data: bytes) -> Document | None:
    """Its mails one after the other, with their envelopes and headers."""
    mails = list(_mails(data))
    if not any(is_packed(data, head, end) for _, head, end in mails):
        return None
    return _document(name, "".join(_mail(data, *places) for places in mails))


def _mails(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the envelope of each mail of an mbox begins, where its headers do, and where it ends."""
    start = 0 if _ENVELOPE.match(data) else len(data)
    while start < len(data):
        end = data.find(b"\nFrom ", start) + 1
        while end and not _ENVELOPE.match(data, end):
            end = data.find(b"\nFrom ", end) + 1
        end = end or len(data)
        yield start, data.find(b"\n", start, end) + 1 or end, end
        start = end


def _mail(data: bytes, envelope: int, head: int, end: int) -> str:
    mail = Entity.at(data, head, end)
    if not is_packed(data, head, end):
        return characters(data[envelope:end], mail.charset)
    return f"{characters(data[envelope:head])}{mail.head()}\n{_quoted(shown(mail))}\n\n"


def _quoted(text: str) -> str:
    """A body in which no line is taken for an envelope: these are quoted as in an mbox."""
    return _INSIDE.sub(r"\1>", text).strip("\n") if "From " in text else text.strip("\n")


def _document(name: str, text: str, title: str = "", stories: Sequence[Story] = (), date: str = "") -> Document:
    whole = Decoded("", "utf-8", 1.0, 0)
    found = record_document(name, text.replace("\0", "\ufffd"), whole, title, stories, date=date)
    return replace(found, replaced=found.source.count("\ufffd"))
