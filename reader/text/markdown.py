"""Text as Markdown that shows it as it is, and Markdown as what it is (CommonMark 0.31)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.text.flow import Flow
from reader.text.page_paragraphs import Paragraph
from reader.text.titles import headline

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")
_TICKS = re.compile("`+")
_GAP = re.compile(r"\s{2,}")
_COLUMNS = re.compile(r"[^\s.!?…] {2,}\S|[\u2500-\u257f]")
"""Gaps that align what is behind them, and lines that were drawn."""

TAB_COLUMNS = 8
"""Columns between the stops of tabs in text files."""


def escaped(text: str) -> str:
    """A text in one line in which nothing is markup: no heading, list, link, picture or HTML comes of it."""
    return _escaped_signs(" ".join(text.split()))


def _escaped_signs(text: str) -> str:
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def article(title: str, facts: Iterable[str | None], flow: Flow, start: int, end: int) -> str:
    """An article with its title and, on one line, what is known of it; paragraphs are those of its text, whose line
    ends stay where they do on the page."""
    parts = (each.within(start, end) for each in flow.paragraphs(start, end))
    blocks = _blocks(part for part in parts if part.start < part.end)
    return _joined(_heading(title), _about(facts), *(_block(flow.text, block) for block in blocks))


def _blocks(parts: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs between which no line is free, such as the items of a list, together."""
    block: list[Paragraph] = []
    for part in parts:
        if block and (part.spaced or part.above):
            yield block
            block = []
        block.append(part)
    if block:
        yield block


def _block(text: str, parts: Sequence[Paragraph]) -> str:
    """Lines in which nothing is markup but their ends: two blanks keep them (6.7), and no-break spaces the indentation
    of verse, code and nested items, the first by its name, for some programs strip it. Lines with columns stand in a
    fence (4.5)."""
    lines = [line.expandtabs(TAB_COLUMNS).rstrip() for part in parts for line in part.shown(text).text.split("\n")]
    if len(lines) == 1:
        return _line(lines[0].lstrip())
    if any(part.flows for part in parts):  # what is said of all says nothing
        indent = min(len(line) - len(line.lstrip()) for line in lines)
        lines = [line[indent:] for line in lines]
    elif any(_COLUMNS.search(line) for line in lines):
        longest = max((len(ticks[0]) for line in lines for ticks in _TICKS.finditer(line)), default=0)
        fence = "`" * max(3, longest + 1)
        return "\n".join((fence, *lines, fence))
    block = "  \n".join(map(_line, lines))
    return block.replace("\u00a0", "&nbsp;", 1) if block[0] == "\u00a0" else block


def _line(line: str) -> str:
    """A line with its indentation and the gaps in it."""
    words = line.lstrip()
    gapped = _GAP.sub(lambda gap: "\u00a0" * (len(gap[0]) - 1) + " ", _escaped_signs(words))
    return "\u00a0" * (len(line) - len(words)) + gapped


_FRONT_LINE = re.compile(r"---\s*")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.+\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_LABELS = re.compile(r"(?:[ \t]*(?:\([\w:. -]+\)=|\{:?[ \t]*[.#][^{}\n]*\})?[ \t]*\n)*")
"""Of MyST, with classes, above a heading."""
_OWN_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+(.+)|(\S.*)\n(?:=+|-+)[ \t]*)(?:\n|$)")
"""With marks before it or a line under it (4.2, 4.3)."""


def own_article(title: str, facts: Iterable[str | None], text: str, start: int, end: int) -> str:
    """The same of an article that is Markdown, a span of its document: nothing in it is changed.

    The heading that it begins with stands for the title if it says the same; front matter stays at the top.
    """
    start = 0 if _FRONT_LINE.fullmatch(text, 0, start) else start  # a line of signs is no part of a story
    front = _FRONT_MATTER.match(text, start, end)
    begin = front.end() if front else start
    if labels := _LABELS.match(text, begin, end):
        begin = labels.end()
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
