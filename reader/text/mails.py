"""Mails in an mbox: the envelope and the headers that stand above each (RFC 4155, RFC 5322)."""

import re

ENVELOPE = re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
"""The line that parts a mail from the one before it."""

FIELD = re.compile(r"([!-9;-~]+):\s*(.*)")
"""One header (RFC 5322, 2.2)."""

_HEAD = re.compile(rf"^{ENVELOPE.pattern}[^\n]*\n(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+", re.MULTILINE)

_ENCODED = "=?"
"""Begins a word of a header that is not written in ASCII (RFC 2047)."""


def decoded(value: str) -> str:
    """What a header says whose words may be encoded (RFC 2047); as it is where that cannot be undone."""
    if _ENCODED not in value:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, ValueError):  # no such encoding, or other bytes than it has
        return value


def without_heads(text: str) -> str:
    """The same text with spaces for all that stands above its mails: what is compared, in which every offset holds."""
    if not text.startswith("From ") and "\nFrom " not in text:
        return text
    return _HEAD.sub(lambda head: " " * len(head[0]), text)
