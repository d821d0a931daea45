"""The settings that a user writes: strict, line by line.

Nothing in the file stops the program: what cannot be used is reported with its line, and its default holds.
"""

import errno
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from reader.config import CONFIG_NAME, config_file
from reader.keynames import as_written, is_key

Check = Callable[[Any], str]
"""What a value should have been; empty if it is fine."""


def _setting(default: Any, comment: str, check: Check) -> Any:
    return field(default=default, metadata={"comment": comment, "check": check})


def _one_of(*choices: str) -> Check:
    wanted = "one of " + ", ".join(f'"{choice}"' for choice in choices)
    return lambda value: "" if isinstance(value, str) and value in choices else wanted


def _whole(least: int, most: int) -> Check:
    return lambda value: "" if type(value) is int and least <= value <= most else f"a whole number, {least} to {most}"


def _number(least: float, most: float) -> Check:
    return lambda value: (
        "" if type(value) in (int, float) and least <= value <= most else f"a number, {least} to {most}"
    )


def _switch(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _name(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "a name in quotes"


LAST = "last"
"""Instead of the name of a theme: the one that was chosen last."""


LARGEST_BYTES = 1 << 20
"""Of a file of settings; all of them, explained, take some 10,000."""

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "uk")
"""Those whose words can be divided."""


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How the page looks."""

    measure: int = _setting(72, "Length of a line, in cells.", _whole(20, 240))
    spacing: int = _setting(1, "Empty lines between paragraphs.", _whole(0, 3))
    indent: int = _setting(0, "Cells by which a paragraph is indented.", _whole(0, 12))
    justify: bool = _setting(False, "Stretch lines to the same length.", _switch)
    hyphenate: str = _setting(
        "", 'Divide words at the ends of lines as in this language; "" does not.', _one_of("", *LANGUAGES)
    )


@dataclass(frozen=True, slots=True)
class RepeatsSettings:
    """Which repeats are shown."""

    similarity: float = _setting(0.0, "Least similarity of a twin, 0 to 1.", _number(0, 1))
    words: int = _setting(0, "Least length of a passage, in words.", _whole(0, 10_000))
    scope: str = _setting(
        "both",
        'Twins in other documents ("across"), the same ("within") or "both".',
        _one_of("across", "within", "both"),
    )
    sort: str = _setting(
        "similarity", 'Order of twins: "similarity", "date" or "document".', _one_of("similarity", "date", "document")
    )


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """When something counts as read: by the rule that `tui/reading_history.py` begins with."""

    record: bool = _setting(True, "Remember what was read, and dim it where it is told again.", _switch)
    words_per_minute: int = _setting(
        600, "Fastest reading: what leaves the screen sooner was skipped.", _whole(50, 5000)
    )
    seconds: float = _setting(2.0, "Least time on the screen, however few the words.", _number(0, 600))
    similarity: float = _setting(
        0.8, "How much of a sentence must have been read in a twin for that to count, 0 to 1.", _number(0, 1)
    )


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """The keys that the user wants for something; none if it shall have no key."""

    keys: tuple[str, ...]
    line: int
    """Where the file says so."""
    wrong: str = ""
    """What is wrong with them, if they cannot be keys: the usual ones hold."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. Everything has a default."""

    theme: str = _setting(LAST, 'Colours: the name of a theme, or "last" for the one chosen last in the reader.', _name)
    keymap: str = _setting(
        "vim", 'Keys like those of less and vim ("vim"), or arrows and F-keys ("plain").', _one_of("vim", "plain")
    )
    page: PageSettings = PageSettings()
    repeats: RepeatsSettings = RepeatsSettings()
    reading: ReadingSettings = ReadingSettings()
    keys: Mapping[str, ChosenKeys] = field(default_factory=dict)
    """Keys by the id of what they do."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """1-based line in the file of what is set there, as `table.name`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file of settings that was not used."""

    line: int
    """1-based; 0 if it is not about a line."""
    message: str

    def __str__(self) -> str:
        return self.told(CONFIG_NAME)

    def told(self, file: str) -> str:
        """The message as compilers write theirs, which editors know to follow to the line."""
        return f"{file}:{self.line}: {self.message}" if self.line else f"{file}: {self.message}"


def load_settings(path: Path | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of a file, by default the user's, and what was wrong with it. No file is no problem."""
    try:
        data = _read(path or config_file())
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (Problem(0, f"it cannot be read: {error.strerror}"),)
    try:
        return parse_settings(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Settings(), (Problem(line, "this is not UTF-8; nothing of the file is used"),)


def _read(path: Path) -> bytes:
    """What is in a file. Raises OSError also for a pipe, which would be waited for, and for what does not end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    with path.open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {LARGEST_BYTES:,} bytes")
    return data


def parse_settings(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that a TOML text makes, and what was wrong with it, in the order of its lines."""
    import tomllib  # late: most users have no such file

    from reader.toml_mistakes import lines_of_names, mistake

    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except RecursionError:
        return Settings(), (Problem(0, "one thing stands in another too many times; nothing of the file is used"),)
    except tomllib.TOMLDecodeError as error:
        line, message = mistake(error, text)
        return Settings(), (Problem(line, f"{message}; nothing of the file is used"),)
    except ValueError:  # Python reads no number of thousands of digits
        return Settings(), (Problem(0, "a number has thousands of digits; nothing of the file is used"),)
    lines = lines_of_names(text)
    problems: list[Problem] = []
    settings = replace(_filled(Settings(), "", tables, lines, problems), lines=lines)
    return settings, tuple(sorted(problems, key=lambda problem: problem.line))


def _filled(
    settings: Any, table: str, values: Mapping[str, Any], lines: Mapping[str, int], problems: list[Problem]
) -> Any:
    """A table of settings with the values of a file."""
    known = {each.name: each for each in fields(settings) if each.name != "lines"}
    chosen: dict[str, Any] = {}
    for name, value in values.items():
        full = f"{table}.{name}" if table else name
        line = lines.get(full, 0)
        present = getattr(settings, name) if name in known else None
        if name not in known:
            near = ", ".join(known)
            problems.append(Problem(line, f'"{full}" is not a setting; here you can set {near}'))
        elif name == "keys" or is_dataclass(present):
            if not isinstance(value, dict):
                problems.append(Problem(line, f'"{full}" is a table: write [{full}] on a line of its own'))
            elif name == "keys":
                chosen[name] = dict(_keys(value, lines))
            else:
                chosen[name] = _filled(present, full, value, lines, problems)
        elif wanted := known[name].metadata["check"](value):
            problems.append(Problem(line, f'"{full}" should be {wanted}'))
        else:
            chosen[name] = value
    return replace(settings, **chosen)


def _keys(values: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[tuple[str, ChosenKeys]]:
    for name, value, full in _leaves(values):
        line = lines.get(full, 0)
        wanted = [value] if isinstance(value, str) else value
        if not isinstance(wanted, list) or not all(isinstance(key, str) for key in wanted):
            yield name, ChosenKeys((), line, f'the keys of "{name}" should be "x", or ["x", "y"], or [] for none')
            continue
        bad = [key for key in wanted if not is_key(key)]
        if bad:
            yield name, ChosenKeys((), line, f'"{bad[0]}" is not a key; write x, X, /, f1, ctrl+x, alt+left, space …')
            continue
        yield name, ChosenKeys(tuple(wanted), line)


def _leaves(values: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """(id, value, name in the file) of the table of keys: an id holds a dot, which TOML reads as a table in a table."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{rest}", inner, f"keys.{name}.{rest}") for rest, inner in value.items())
        else:
            yield name, value, f"keys.{name}"


def default_text(defaults: Iterable[tuple[str, tuple[str, ...]]] = ()) -> str:
    """A file of settings in which everything is explained and commented out; `defaults` are the keys, by id."""
    parts = ["# Settings of Twicetold. Remove the # in front of a line to change it.\n"]
    settings = Settings()
    top = [each for each in fields(settings) if "comment" in each.metadata]
    parts += [_line(each.name, getattr(settings, each.name), each.metadata["comment"]) for each in top]
    for each in fields(settings):
        table = getattr(settings, each.name)
        if is_dataclass(table):
            parts.append(f"\n[{each.name}]\n")
            parts += [_line(one.name, getattr(table, one.name), one.metadata["comment"]) for one in fields(table)]
    parts.append('\n[keys]\n# The keys of whatever a key can do: "x", ["x", "ctrl+x"], or [] for none.\n')
    for id_, keys in defaults:
        listed = ", ".join(json.dumps(as_written(key)) for key in keys)
        parts.append(f'# "{id_}" = [{listed}]\n')
    return "".join(parts)


def _line(name: str, value: Any, comment: str) -> str:
    return f"# {comment}\n# {name} = {json.dumps(value)}\n"


def write_new(text: str, path: Path | None = None) -> Path:
    """Write a file of settings where they live. Raises FileExistsError rather than replace one, and other OSErrors."""
    path = path or config_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(text)
    return path
