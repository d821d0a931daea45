"""What Markdown (CommonMark 0.31, MyST) and reStructuredText write around what they tell: signs within a line, and
lines that tell nothing themselves."""

import re
from collections.abc import Sequence

_CODE = r"(?P<ticks>`{1,3})(?!`)(?P<code>(?:(?!(?P=ticks))[^\n]){1,200}?)(?<!`)(?P=ticks)(?!`)"
_ADDRESS = (
    r"\((?:<[^<>\n]*>|(?=\)|[^()\s]*[/.#:@])(?>[^()\s]+|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*(?:\)|$)"
)
"""Of a link, in brackets behind its text; the brackets stay open where the line was cut. An index of an array is
followed by no address."""
_INSIDE = r"(?>[^\[\]`]|`[^`\n]*`|`|\[(?>[^\[\]]|\[[^\[\]]*\])*\])"
_SIGN = re.compile(
    rf"(?:\{{(?P<myst>[a-z][\w:.+-]{{0,60}})\}}|(?<![\w:]):(?P<role>[A-Za-z][\w:.+-]{{0,60}}):)?"
    rf"{_CODE}(?P<reference>_{{0,2}}(?!\w))"
    rf"|!\[(?P<alt>{_INSIDE}{{0,300}})\](?:{_ADDRESS}|\[[^\[\]]*\])"
    r"|\[\[(?:[^\[\]|\s][^\[\]|]*(?:\||\]\[))?(?P<wiki>[^\[\]|\s][^\[\]|]*)\]\]"
    rf"|\[(?P<text>{_INSIDE}{{1,300}})\]{_ADDRESS}"
    rf"|(?<![\w\]])\[(?P<named>(?!\d+\]){_INSIDE}{{1,300}})\]\[[^\[\]\n]{{0,80}}\]"
    r"|(?P<gone>\[\^[^\[\]\s]{1,40}\]:?|<(?:https?|mailto):[^\s<>]*>"
    r"|</?(?:a|abbr|b|br|center|code|div|em|h[1-6]|i|img|kbd|p|picture|small|source|span|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>)"
    r"|(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])"
    r"(?P<starred>(?:`[^`\n]*`|[^`*\n]{1,400}+(?=[`*])|\*){1,30}?)(?<=[^\s*])(?P=stars)(?![\w*])"
    r"|(?<![\w.\\])(?P<lows>_{1,3})(?=[^\s_])(?!(?P<name>[a-z][a-z0-9_]*)(?P=lows)(?<=__)(?!\w))"
    r"(?P<lowed>(?:`[^`\n]*`|[^`_\n]{1,400}+(?=[`_])|_){1,30}?)(?<=[^\s_])(?P=lows)(?!\w)"
    r"|(?P<escaped>\\[*_`])"
)
"""In this order: code, roles and links of reStructuredText; pictures; links of wikis and of Org; links of Markdown;
what leaves nothing; emphasis, which a name such as `__init__` is not; signs that stand for themselves. Whatever opens
and is not closed is given up after some signs, so that no line takes more than time in proportion to its length."""

_ESCAPED = re.compile(r"\\([*_`])")

_TARGET = re.compile(r"^(?P<text>.+?)\s*<[^<>]*>$")
"""The text of a role or link of reStructuredText, and where it leads."""

_NUMBERED = frozenset(("pep", "rfc"))
"""Roles that are named before what they say."""

_HALF = re.compile(r"^(?:\*{1,3}|_)(?=[\"“«‘'„]|(?![a-zа-яё\d_])\w)|(?<=[^\s*\\])\*{1,3}$|(?<=[.!?,;:”\"’»])_{1,3}$")
"""Emphasis that begins or ends in another line."""

_SUBSTITUTIONS = r"\|[^\s|](?:[^|\n]{0,60}[^\s|])\|_{0,2}"
_SUBSTITUTED_FIRST = re.compile(rf"(?:{_SUBSTITUTIONS}\s+)+")
_SUBSTITUTED_LAST = re.compile(rf"(?:^|(?<=\s))(?:{_SUBSTITUTIONS}\s*){{1,20}}$")
"""What stands for pictures at the ends of a line; within it, bars may mean an amount."""

_LAST_REACH = 2000
"""Characters at the end of a line in which so many of these stand."""

_MAY_HOLD_SIGNS = re.compile(r"[\[`*_<|\\]")


def plain(line: str, *, pictures: bool = False) -> str:
    """A line as it is read: links and roles are their texts and code what it says, without their addresses and signs;
    pictures are gone, or what stands for them."""
    if not _MAY_HOLD_SIGNS.search(line):
        return line

    def told(sign: re.Match[str]) -> str:
        if sign["code"] is not None:
            return _role(sign["myst"] or sign["role"] or "", sign["code"].strip(), is_link=bool(sign["reference"]))
        if sign["alt"] is not None:
            return sign["alt"] if pictures else ""
        inside = sign["text"] or sign["named"] or sign["starred"] or sign["lowed"]
        return plain(inside, pictures=pictures) if inside else sign["wiki"] or sign["escaped"] or ""

    return _ESCAPED.sub(r"\1", _HALF.sub("", _without_substitutions(_SIGN.sub(told, line).strip())))


def _without_substitutions(line: str) -> str:
    if first := _SUBSTITUTED_FIRST.match(line):
        line = line[first.end() :]
    while last := _SUBSTITUTED_LAST.search(line, max(0, len(line) - _LAST_REACH)):
        line = line[: last.start()]
    return line


def _role(name: str, text: str, *, is_link: bool) -> str:
    """What is read of interpreted text: of the path of a name that begins with `~`, only its last part."""
    if (name or is_link) and (titled := _TARGET.match(text)):
        return titled["text"]
    if not name:
        return text
    if name in _NUMBERED:
        return f"{name.upper()} {text}"
    return text.rpartition(".")[2] if text.startswith("~") else text.lstrip("!./")


FARTHEST = 64
"""Lines at the top of a story that are looked at for the first one that tells something."""

FRONT = re.compile(r"(-{3}|\+{3})$")
"""Opens and closes front matter."""
_FRONT_KEY = re.compile(r"[\w.-]+\s*[:=](?:\s|$)|[-#\[\]}]|\w[^.!?]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})\s*[\w{].*$")
_CODE_FENCE = re.compile(r"(?:`{3,}|~{3,})\s*\w*$")
_DIRECTIVE = re.compile(r"\.\. (?:_[^:]*(?:`[^`]*`)?[^:]*:(?:\s|$)|\|[^|]+\|\s|\[[^\]]+\]\s|[\w:.+-]+::(?:\s|$))")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")
_LABEL = re.compile(
    r"\([\w:. -]+\)=$|\{:?\s*[.#][^{}]*\}$|:::+\s*(?:\{.*)?$|:[\w-]+:(?:\s+\d+)?$|\[[^\]]+\]:\s*\S+$|__ https?://\S+$"
)
"""Labels and classes of MyST, what a directive of it is opened and closed with, fields of a whole file, and definitions
of links."""
_COMMENT = re.compile(r"<!--(?!.*-->)")
MAY_TELL_NOTHING = frozenset("-+`~.:({[_<!|")
"""The first characters of lines that may tell nothing."""


def first_told(lines: Sequence[str], indented: Sequence[bool]) -> int | None:
    """The number of the first of some lines below front matter, directives with what is in them, labels, comments,
    pictures and tags, and below code where something else follows; None if there is none."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if line[:1] not in MAY_TELL_NOTHING:
            return at
        if at == 0 and (end := front_matter(lines)):
            at = end
        elif fence := _FENCE.match(line):
            at = _closed(lines, at + 1, fence[1]) or at + 1
        elif _DIRECTIVE.match(line):
            at += 1
            while at < len(lines) and (indented[at] or _OPTION.match(lines[at])):
                at += 1
        elif _COMMENT.match(line):
            at = next((i + 1 for i in range(at, len(lines)) if "-->" in lines[i]), at + 1)
        elif _LABEL.match(line) or not any(map(str.isalnum, plain(line))):
            at += 1
        else:
            return at
    return 1 if len(lines) > 1 and _CODE_FENCE.match(lines[0]) else None


def front_matter(lines: Sequence[str]) -> int:
    """How many of the first lines of a text are front matter, its signs included."""
    front = FRONT.match(lines[0]) if lines else None
    return _closed(lines, 1, front[1]) if front else 0


def _closed(lines: Sequence[str], start: int, sign: str) -> int:
    """Behind the line that closes what a sign has opened; 0 if none does."""
    for at in range(start, len(lines)):
        if lines[at].rstrip() in (sign, "...") and (sign in lines[at] or sign == "---"):
            return at + 1
        if sign in ("---", "+++") and not _FRONT_KEY.match(lines[at]):
            return 0
    return 0


_OPENS_DIRECTIVE = re.compile(
    r"(?:`{3,}|~{3,}|:{3,})\s*\{?([\w:-]+)\}?|\.\.\s+(?:\|[^|]+\|\s+)?_?([\w:-]+?):{1,2}(?=\s|$)"
)


def directive(line: str) -> str:
    """The name of a directive, fence or label and what stands behind it, without its signs; the line if it is none."""
    found = _OPENS_DIRECTIVE.match(line)
    return f"{found[1] or found[2]}{line[found.end() :]}" if found else line
