"""Mails, one or an mbox of them: the envelope and the headers that stand above each (RFC 4155, RFC 5322)."""

import codecs
import re
from itertools import pairwise

ENVELOPE = re.compile(r"From \S+(?: at \S+)? +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d")
"""The line that parts a mail from the one before it, with as many blanks before the day as programs write; in archives
of lists addresses are written `anna at berg.org`."""

FIELD = re.compile(r"([!-9;-~]+):\s*(.*)")
"""One header (RFC 5322, 2.2)."""

_FIELDS = r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+"
_HEAD = re.compile(rf"^{ENVELOPE.pattern}[^\n]*\n{_FIELDS}", re.MULTILINE)
_HEAD_ALONE = re.compile(_FIELDS)
_FOLD = re.compile(r"\n[ \t]+(?=\S)")
"""Where a header goes on (RFC 5322, 2.2.3)."""

_SENDER = re.compile(r"^From:", re.IGNORECASE | re.MULTILINE)
_OF_MAIL = re.compile(r"^(?:Message-ID|MIME-Version|Received):", re.IGNORECASE | re.MULTILINE)
"""Headers that other texts do not have, which also begin with `From:` and `Date:`."""

_ADDRESS = re.compile(r"^From:[^\n]*\S@\S", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(r"^Subject:", re.IGNORECASE | re.MULTILINE)
_MOMENT = re.compile(
    r"^Date:\s*(?:[a-z]{3},\s*)?\d{1,2}\s[a-z]{3}\s\d{4}\s\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}\b|[a-z]{1,5}\b)",
    re.IGNORECASE | re.MULTILINE,
)
"""A moment with its zone (RFC 5322, 3.3), which no other texts give; a mail need have no more than these three."""

SHOWN = ("from", "to", "cc", "date", "subject")
"""The headers that are shown with a mail."""

LONGEST_HEAD = 1 << 18
"""Characters in which the headers of a mail stand; real ones take four to twenty thousand."""

LONGEST_DECODED = 10_000
"""Characters of a header that may be encoded: the standard library takes quadratic time for some."""

_ENCODED = "=?"
"""Begins a word of a header that is not written in ASCII (RFC 2047)."""


_ADDRESS_FIRST = re.compile(r"\S+(?: at \S+)? \((.+)\)")


def sender(value: str) -> str:
    """Who a mail is from, by what its header says: a name, `anna@berg.org` where there is none."""
    value = decoded(value).strip()
    if found := _ADDRESS_FIRST.fullmatch(value):
        return found[1]
    name, _, address = value.partition("<")
    return name.strip(' "') or address.partition(">")[0]


_CHARSET = re.compile(r"[A-Za-z0-9][\w.:+-]{1,40}", re.ASCII)

_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape"))
"""Encodings that Python has for other ends, some of them in quadratic time."""


def codec(charset: str) -> str:
    """Python's name of an encoding that a mail names, "" if it knows none."""
    if not _CHARSET.fullmatch(charset):
        return ""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return ""
    return "" if name in _NO_CHARSETS else name


def decoded(value: str) -> str:
    """What a header says whose words may be encoded (RFC 2047); as it is where that cannot be undone."""
    if _ENCODED not in value or len(value) > LONGEST_DECODED:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        words = decode_header(value)
        if not all(codec(charset) for _, charset in words if charset):
            return value
        return " ".join(str(make_header(words)).split())
    except (HeaderParseError, LookupError, ValueError):  # not what it says, or other bytes than the encoding has
        return value


def head_of_mail(text: str) -> int:
    """Where the headers of a text end that is a single mail without an envelope; 0 if it is none, or several."""
    head = _HEAD_ALONE.match(text, 0, LONGEST_HEAD)
    if not head or not _SENDER.search(text, 0, head.end()):
        return 0
    end = head.end()
    if _OF_MAIL.search(text, 0, end):
        return 0 if _OF_MAIL.search(text, end) else end
    of_any = all(pattern.search(text, 0, end) for pattern in (_ADDRESS, _MOMENT, _SUBJECT))
    return end if of_any and not _MOMENT.search(text, end) else 0


def fields_of_head(text: str) -> dict[str, str]:
    """What the headers say with which a text ends, by `SHOWN`; empty if it does not end with those of a mail."""
    if not _SENDER.search(text):
        return {}
    alone = _HEAD_ALONE.match(text, 0, LONGEST_HEAD)
    head = alone or next(reversed([*_HEAD.finditer(text)]), None)
    if not head or text[head.end() :].strip():
        return {}
    told: dict[str, str] = {}
    for line in _FOLD.sub(" ", head[0]).split("\n"):
        if field := FIELD.match(line):
            told.setdefault(field[1].lower(), decoded(field[2].strip()))
    return {name.capitalize(): told[name] for name in SHOWN if told.get(name)}


def mails(text: str) -> list[str]:
    """The mails that follow each other in a text, each from its envelope on; before them what stands above the first.
    Joined they are the text; one without mails is the only part of itself."""
    if not _may_have_heads(text):
        return [text]
    starts = [head.start() for head in _HEAD.finditer(text)]
    return [text[start:end] for start, end in pairwise([0, *filter(None, starts), len(text)])]


def without_heads(text: str) -> str:
    """The same text with spaces for all that stands above its mails: what is compared, in which every offset holds."""
    if head := head_of_mail(text):
        text = " " * head + text[head:]
    return _HEAD.sub(lambda head: " " * len(head[0]), text) if _may_have_heads(text) else text


def _may_have_heads(text: str) -> bool:
    """Whether to look for envelopes at all: this takes a hundredth of the time."""
    return text.startswith("From ") or "\nFrom " in text
