"""Encodings of Chinese, Japanese and Korean told by their structure, where a text has characters that none knows."""

import codecs
import re
from typing import NamedTuple


class _Form(NamedTuple):
    """How two bytes make a character."""

    encoding: str
    pair: re.Pattern[bytes]
    common: re.Pattern[bytes]
    """The pairs that make up nearly all of a text: signs, letters and the characters of the first level."""


_FORMS = (
    _Form("cp949", re.compile(rb"[\x81-\xfe][A-Za-z\x81-\xfe]"), re.compile(rb"[\xa1-\xa3\xb0-\xc8][\xa1-\xfe]")),
    _Form("euc_jp", re.compile(rb"[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]"), re.compile(rb"[\xa1-\xa5\xb0-\xcf][\xa1-\xfe]")),
    _Form("gb18030", re.compile(rb"[\x81-\xfe][@-~\x80-\xfe]"), re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")),
    _Form("big5", re.compile(rb"[\x81-\xfe][@-~\xa1-\xfe]"), re.compile(rb"[\xa1-\xc6][@-~\xa1-\xfe]")),
    _Form(
        "cp932", re.compile(rb"[\x81-\x9f\xe0-\xfc][@-~\x80-\xfc]"), re.compile(rb"[\x81-\x83\x88-\x97][@-~\x80-\xfc]")
    ),
)
"""Those first of which the common pairs are common in others, too."""

TWO_BYTES = frozenset(form.encoding for form in _FORMS)

LEAST = 0.8
"""Share of common pairs among all that is beyond ASCII, at least: of manuals and samples it is 0.89 to 1 in their own
encoding, of eight other languages in thirteen code pages 0.62 at most."""

FEWEST = 30
"""Pairs from which they tell something."""

PAIRWISE = "reader.pairwise"
"""The way to deal with errors by which both bytes of a character that no table knows become one U+FFFD: what follows
would else be read from its middle."""


def _pairwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    following = error.object[error.start + 1 : error.start + 2]
    return "\ufffd", error.start + (2 if following > b"\x7f" else 1)


codecs.register_error(PAIRWISE, _pairwise)


def two_byte_encoding(sample: bytes) -> tuple[str, float] | None:
    """The encoding of a text of two bytes a character, and the share of common ones; None if it is in none of them."""
    found = [(form.encoding, _share(sample, form)) for form in _FORMS]
    encoding, share = max(found, key=lambda form: form[1])
    return (encoding, share) if share >= LEAST else None


def _share(sample: bytes, form: _Form) -> float:
    pairs = form.pair.findall(sample)
    stray = sum(byte > 0x7F for byte in form.pair.sub(b"", sample))
    common = sum(map(bool, map(form.common.fullmatch, pairs)))
    return common / (len(pairs) + stray) if len(pairs) >= FEWEST else 0.0
