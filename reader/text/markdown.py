"""Text as Markdown that shows it as it is (CommonMark 0.31)."""

import re
from collections.abc import Iterable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")


def escaped(text: str) -> str:
    """A text in one line in which nothing is markup: no heading, list, link, picture or HTML comes of it."""
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))


def article(title: str, facts: Iterable[str | None], text: str) -> str:
    """An article with its title and, on one line, what is known of it; each line of its text is a paragraph."""
    about = " · ".join(escaped(fact) for fact in facts if fact)
    paragraphs = (escaped(line) for line in text.split("\n") if line.strip())
    return "\n\n".join((f"# {escaped(title)}", f"*{about}*", *paragraphs)) + "\n"
