"""Entities of MIME, a mail or a part of one: what their headers say, and the text that is in them (RFC 2045, 2046).

Nothing in a mail makes this raise, and what it takes grows with the size of the mail alone: entities are spans of its
bytes, opened within limits.
"""

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import pairwise

from reader.library.webpages import plain_text
from reader.text.decoding import FALLBACK
from reader.text.mails import SHOWN, codec, decoded

MAX_DEPTH = 20
"""Parts in parts that are opened: a mail that was forwarded three times has six to nine."""

MAX_PARTS = 300
"""Parts of one mail that are looked at; digests of busy lists have a hundred."""

LONGEST_HEAD = 1 << 18
"""Bytes in which the headers of a mail stand; real ones take four to twenty thousand."""

LONGEST_FIELD = 2000
"""Characters of a field about a part that are looked at: the standard library takes quadratic time for some."""

LONGEST_NAME = 200
"""Characters of the name of an attachment, and of its type, that are shown."""

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t]+\S[^\n]*)*)(?:\n|\Z)")
_FIELDS = re.compile(rb"(?:[!-9;-~]+[ \t]*:[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n|\Z))*")
_EMPTY_LINE = re.compile(rb"[ \t]*\r?\n")
_PACKED = re.compile(
    rb"^content-(?:transfer-encoding:\s*(?:base64|quoted-printable)|type:\s*(?:multipart/|message/|text/html))"
    rb"|=\?[^?\s]+\?[bq]\?",
    re.IGNORECASE | re.MULTILINE,
)
_UUENCODED = re.compile(r"^begin [0-7]{3,4} ([^\n]+)\n(?:[ -`]{1,62}\n)+end[ \t]*$", re.MULTILINE)
"""A file as it stands in mail from before MIME (POSIX, uuencode)."""

_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\n]+\n[ -`]{1,62}\r?\n", re.MULTILINE)
_NAMED_CHARSET = re.compile(rb"charset\*?=\s*\"?(?:[\w-]*'')?([\w.:+-]+)", re.IGNORECASE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")

_WIDER = {"iso8859-1": FALLBACK, "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
"""What else is in texts that name an encoding, as browsers read them (WHATWG Encoding Standard)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One mail or part of `data`: its headers in `[start, body)`, and what they are about in `[body, end)`."""

    data: bytes
    start: int
    body: int
    end: int
    about: Message
    """The fields about the body: its type, encoding and name."""

    @classmethod
    def at(cls, data: bytes, start: int, end: int, default: str = "text/plain") -> "Entity":
        """The entity in a span of bytes, of a type by default."""
        body = _end_of_head(data, start, end)
        about = Message()
        about.set_default_type(default)
        for name, value in _fields(data, start, body):
            if name.lower().startswith("content-") and name not in about:
                about[name] = " ".join(value.split())[:LONGEST_FIELD]
        empty = _EMPTY_LINE.match(data, body, end)
        return cls(data, start, empty.end() if empty else body, end, about)

    @property
    def kind(self) -> str:
        """Its type in small letters: `text/plain`."""
        return self.about.get_content_type()

    @property
    def charset(self) -> str:
        """The encoding that its text is said to have, "" if none."""
        return self._parameter("charset")

    @property
    def is_attachment(self) -> bool:
        """Whether it is meant to be saved, not shown; mails in mails are shown."""
        return self.about.get_content_disposition() == "attachment" and not self.kind.startswith("message/")

    def fields(self) -> dict[str, str]:
        """What its headers say, by their names in small letters, the first of each."""
        told: dict[str, str] = {}
        for name, value in _fields(self.data, self.start, self.body):
            told.setdefault(name.lower(), decoded(" ".join(value.split())))
        return told

    def head(self) -> str:
        """Its headers as lines, without those that say how the body is packed."""
        lines = (
            f"{name}: {decoded(value.strip())}\n"
            for name, value in _fields(self.data, self.start, self.body)
            if not name.lower().startswith("content-")
        )
        return "".join(lines)

    def text(self) -> str:
        """Its own body as characters, with `"\\n"` at the end of lines."""
        text = characters(self._unpacked(), self.charset).removeprefix("\ufeff")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _UUENCODED.sub(lambda file: _attachment(file[1]), text) if "\nend" in text else text

    def named(self) -> str:
        """The line that stands for it where it is not shown."""
        return _attachment(decoded(self._parameter("filename")), self.kind)

    def parts(self) -> list["Entity"]:
        """What it is made of; nothing if it does not say where its parts begin, or there are none."""
        boundary = self._parameter("boundary").rstrip().encode("utf-8", "replace")
        if not boundary:
            return []
        delimiter = re.compile(rb"^--%s(--)?[ \t]*\r?(?:\n|\Z)" % re.escape(boundary), re.MULTILINE)
        marks: list[tuple[int, int]] = []
        for mark in delimiter.finditer(self.data, self.body, self.end):
            marks.append(mark.span())
            if mark[1] or len(marks) > MAX_PARTS + 1:
                break
        else:
            marks.append((self.end, self.end))
        default = "message/rfc822" if self.kind == "multipart/digest" else "text/plain"
        return [Entity.at(self.data, start, end, default) for (_, start), (end, _) in pairwise(marks)]

    def enclosed(self) -> "Entity":
        """The mail that its body is."""
        if self._coding() in ("base64", "quoted-printable"):
            body = self._unpacked()
            return Entity.at(body, 0, len(body))
        return Entity.at(self.data, self.body, self.end)

    def _coding(self) -> str:
        return str(self.about.get("content-transfer-encoding", "")).strip().lower()

    def _unpacked(self) -> bytes:
        """The bytes of the body (RFC 2045, 6)."""
        body = self.data[self.body : self.end]
        coding = self._coding()
        if coding == "quoted-printable":
            return binascii.a2b_qp(body)
        if coding == "base64":
            try:
                return binascii.a2b_base64(body)
            except binascii.Error:  # it breaks off
                letters = _NO_BASE64.sub(b"", body)
                whole = letters[:-1] if len(letters) % 4 == 1 else letters
                return binascii.a2b_base64(whole + b"===")
        return body

    def _parameter(self, name: str) -> str:
        """A parameter of its type or disposition, "" without one."""
        try:
            found = self.about.get_filename("") if name == "filename" else self.about.get_param(name, "")
        except Exception:
            # Whatever a malformed field makes the standard library stumble over, the part is still shown.
            return ""
        return str(found[2] if isinstance(found, tuple) else found)


def _attachment(name: str, kind: str = "") -> str:
    told = (each[:LONGEST_NAME] for each in (" ".join(name.split()), kind) if each)
    return f"[attachment: {', '.join(told)}]"


def is_packed(data: bytes, start: int, end: int) -> bool:
    """Whether something of the mail in a span of bytes cannot be read as it stands, or only in the encoding that it
    names: other mails of an mbox have other encodings."""
    body = _end_of_head(data, start, end)
    if _PACKED.search(data, start, body):
        return True
    begin = data.find(b"\nbegin ", body, end)  # seven times as fast as the pattern
    if begin >= 0 and _BEGIN.search(data, begin, end):
        return True
    named = _NAMED_CHARSET.search(data, start, body)
    charset = named[1].decode("ascii") if named else ""
    return codec(charset) not in ("", "ascii", "utf-8") and (_shifts(charset) or not data[body:end].isascii())


def shown(mail: Entity) -> str:
    """The text of a mail: of the forms that it comes in the plain one, if that says anything; of its parts one after
    the other, and a line for each attachment."""
    return _Showing().text(mail, 0)


def leaves(entity: Entity, depth: int = 0) -> Iterator[Entity]:
    """The parts of an entity that are not made of parts, in their order."""
    parts = entity.parts() if entity.kind.startswith("multipart/") and depth < MAX_DEPTH else []
    for part in parts[:MAX_PARTS]:
        yield from leaves(part, depth + 1)
    if not parts:
        yield entity


class _Showing:
    """How far a mail has been shown: parts are counted in all of it."""

    def __init__(self) -> None:
        self.left = MAX_PARTS

    def text(self, entity: Entity, depth: int) -> str:
        self.left -= 1
        kind = entity.kind
        if entity.is_attachment:
            return entity.named()
        if kind == "text/html":
            return plain_text(entity.text())
        if kind.startswith("text/") or kind == "message/delivery-status":
            return entity.text()
        if depth >= MAX_DEPTH:
            return entity.named()
        if kind in ("message/rfc822", "message/global"):
            inner = entity.enclosed()
            told = inner.fields()
            head = "".join(f"{name.capitalize()}: {told[name]}\n" for name in SHOWN if name in told)
            return f"{head}\n{self.text(inner, depth + 1)}"
        if not kind.startswith("multipart/"):
            return entity.named()
        parts = entity.parts()
        if not parts:
            return entity.text()
        if kind == "multipart/alternative":
            return self._best(parts, depth)
        return "\n\n".join(text for text in self._all(parts, depth) if text)

    def _all(self, parts: Iterable[Entity], depth: int) -> Iterator[str]:
        for part in parts:
            if self.left <= 0:
                yield f"[only the first {MAX_PARTS} parts are shown]"
                return
            yield self.text(part, depth + 1).strip("\n")

    def _best(self, parts: list[Entity], depth: int) -> str:
        """One of several forms of the same: plain text, else the last page, which is the richest."""
        richest_first = parts[::-1]
        for text in self._all(sorted(richest_first, key=_rank), depth):
            if any(map(str.isalpha, text)):
                return text
        return ""


def _rank(form: Entity) -> int:
    if form.kind == "text/plain":
        return 0
    return 1 if form.kind.startswith(("text/html", "multipart/")) else 2


def characters(data: bytes, charset: str = "") -> str:
    """Bytes as characters of the encoding that they are said to have, or else of UTF-8, or of windows-1252."""
    if data.isascii() and not _shifts(charset):
        return data.decode("ascii")
    declared = codec(charset)
    declared = "" if declared == "ascii" else _WIDER.get(declared, declared)
    # What is named by default says little: any bytes mean something in it, and few but UTF-8 are valid as UTF-8.
    for encoding in ("utf-8", declared) if declared in ("", FALLBACK) else (declared, "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):  # of the former are encodings of bytes as bytes
            continue
    try:
        return data.decode(declared or FALLBACK, "replace")
    except (LookupError, ValueError):
        return data.decode(FALLBACK, "replace")


def _shifts(charset: str) -> bool:
    """Whether an encoding says in ASCII what is not in it."""
    return charset.lower().startswith(("utf-7", "utf7", "utf-16", "utf-32", "iso-2022", "hz"))


def _end_of_head(data: bytes, start: int, end: int) -> int:
    found = _FIELDS.match(data, start, min(end, start + LONGEST_HEAD))
    return found.end() if found else start


def _fields(data: bytes, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The headers in a span of bytes, and what they say, with the ends of their lines."""
    for field in _FIELD.finditer(data, start, end):
        yield field[1].decode("ascii"), characters(field[2]).replace("\r\n", "\n")
