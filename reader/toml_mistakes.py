"""What is wrong with a TOML text that cannot be read, in plain words, and where its names stand.

The parser names its rules, and what it met; who edits a file of settings wants to know what to write instead.
"""

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?")
_NAME = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_WORD = re.compile(r"=\s*([^\W\d_][\w-]*)\s*(?:#.*)?$")
_SWITCHES = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}

NOT_CLOSED = "a quote is missing at the end of what is quoted"

PLAIN = (
    ("Illegal character '\\n'", NOT_CLOSED),
    ("Unterminated string", NOT_CLOSED),
    ('Expected "\'"', NOT_CLOSED),
    ("Illegal character", "there is a character that cannot be seen; write the line again"),
    ("Unescaped", r"a \ in double quotes is written as \\, or what holds it stands in single quotes: '\'"),
    ("Unclosed array", "a list needs a comma between any two and a ] at its end"),
    ("Unclosed inline table", "a table in one line needs a comma between any two and a } at its end"),
    ("at the end of a table declaration", "the name of a table stands in brackets: [page]"),
    ("Expected '='", "there is no = behind the name, or a quote is missing before it"),
    ("Expected newline", "what is behind the value does not belong there; numbers are like 0.8 and 60, not 0,8 or 060"),
    ("Invalid statement", 'a name with signs in it stands in quotes, as in "read.raw" = "x"'),
    ("Invalid initial character", 'a name with signs in it stands in quotes, as in "read.raw" = "x"'),
)
"""Beginnings and parts of what `tomllib` says, and what that means; the first that is found holds."""


def lines_of_names(text: str) -> dict[str, int]:
    """The 1-based line of every name of a TOML text, as `table.name`, and of every table that one brings with it. Good
    for messages, not for reading TOML."""
    lines: dict[str, int] = {}
    for name, number in _names(text):
        for dot in re.finditer(r"\.|\Z", name):
            lines.setdefault(name[: dot.start()], number)
    return lines


def _names(text: str) -> Iterator[tuple[str, int]]:
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.fullmatch(line.removesuffix("\r")):
            table = _plain(header[1])
            yield table, number
        elif name := _NAME.match(line):
            yield (f"{table}.{_plain(name[1])}" if table else _plain(name[1])), number


def _plain(name: str) -> str:
    return re.sub(r"\s*\.\s*", ".", name).replace('"', "").replace("'", "")


def mistake(error: Exception, text: str) -> tuple[int, str]:
    """The 1-based line that an error of the TOML parser is about, 0 if it names none, and what is wrong there."""
    said = str(error)
    number = _line_of(said, text)
    line = text.split("\n")[number - 1].strip() if number else ""
    if said.startswith(("Cannot declare", "Cannot overwrite", "Cannot mutate", "Cannot redefine")):
        return number, _said_twice(number, text)
    if said.startswith("Invalid value"):
        return number, _no_value(line)
    found = next((plain for part, plain in PLAIN if part in said), "")
    return number, found or re.sub(r" \(at .*\)", "", said)


def _line_of(said: str, text: str) -> int:
    """The line that the parser names, the last that is written if it names the end; else 0."""
    if found := re.search(r"at line (\d+)", said):
        return int(found[1])
    return text.rstrip().count("\n") + 1 if "at end of document" in said else 0


def _said_twice(number: int, text: str) -> str:
    name = next((name for name, at in _names(text) if at == number), "")
    first = lines_of_names(text).get(name, number)
    if first == number:
        return "this is set twice"
    lines = text.replace("\r\n", "\n").split("\n")
    if _HEADER.fullmatch(lines[number - 1]) and _HEADER.fullmatch(lines[first - 1]):
        return f"[{name}] is there already, from line {first} on: move what stands below this one there"
    return f'"{name}" is set on line {first} already: remove one of the two'


def _no_value(line: str) -> str:
    if line.startswith("["):
        return "a list above this line needs a ] at its end"
    if word := _WORD.search(line):
        meant = _SWITCHES.get(word[1].lower(), f'"{word[1]}"')
        return f"write {meant} for {word[1]}"
    if line.endswith("="):
        return "there is nothing behind the ="
    return "what is behind the = is no value: write a number (60, 0.8), true, false, or words in straight quotes"
