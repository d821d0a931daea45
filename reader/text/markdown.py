"""Text as Markdown that shows it as it is (CommonMark 0.31)."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")


def escaped(text: str) -> str:
    """A text in one line in which nothing is markup: no heading, list, link, picture or HTML comes of it."""
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))
