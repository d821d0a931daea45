"""Text as Markdown that shows it as it is, and Markdown as what it is (CommonMark 0.31)."""

import re
from collections.abc import Iterable

from reader.text.flow import Flow
from reader.text.page_paragraphs import Paragraph
from reader.text.titles import headline

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")


def escaped(text: str) -> str:
    """A text in one line in which nothing is markup: no heading, list, link, picture or HTML comes of it."""
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))


def article(title: str, facts: Iterable[str | None], flow: Flow, start: int, end: int) -> str:
    """An article with its title and, on one line, what is known of it; paragraphs are those of its text, whose line
    ends stay where they do on the page."""
    parts = (each.within(start, end) for each in flow.paragraphs(start, end))
    return _joined(
        _heading(title), _about(facts), *(_paragraph(flow.text, part) for part in parts if part.start < part.end)
    )


def _paragraph(text: str, part: Paragraph) -> str:
    """A paragraph in which nothing is markup but the ends of its lines: two blanks keep them (6.7), and no-break
    spaces the indentation of code and verse."""
    lines = part.shown(text).text.split("\n")
    if len(lines) == 1:
        return escaped(lines[0])
    return "  \n".join("\u00a0" * (len(line) - len(line.lstrip())) + escaped(line) for line in lines)


_FRONT_LINE = re.compile(r"---\s*")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.+\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_OWN_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+(.+)|(\S.*)\n(?:=+|-+)[ \t]*)(?:\n|$)")
"""With marks before it or a line under it (4.2, 4.3)."""


def own_article(title: str, facts: Iterable[str | None], text: str, start: int, end: int) -> str:
    """The same of an article that is Markdown, a span of its document: nothing in it is changed.

    The heading that it begins with stands for the title if it says the same; front matter stays at the top.
    """
    start = 0 if _FRONT_LINE.fullmatch(text, 0, start) else start  # a line of signs is no part of a story
    front = _FRONT_MATTER.match(text, start, end)
    begin = front.end() if front else start
    own = _OWN_HEADING.match(text, begin, end)
    if own and _says_the_same(headline(own[1] or own[2]), title):
        return _joined(text[start:begin], own[0], _about(facts), text[own.end() : end])
    return _joined(text[start:begin], _heading(title), _about(facts), text[begin:end])


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a title is a heading, or is numbered or cut."""
    return bool(heading) and (title.startswith(heading) or heading.startswith(title))


def _heading(title: str) -> str:
    return f"# {escaped(title)}"


def _about(facts: Iterable[str | None]) -> str:
    return f"*{' · '.join(escaped(fact) for fact in facts if fact)}*"


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in (block.strip("\n") for block in blocks) if block) + "\n"
