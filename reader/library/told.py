"""What a record tells: every text in it, in its order, its title and its day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reader.library.fields import Path, beside, date_in, is_prose, is_title, tells, tells_what_it_holds, text_rank

_SIGNS_OF_MORE = " .…[]"
"""What an excerpt ends with."""


class Field(NamedTuple):
    """Something written in a record."""

    path: Path
    home: Path
    """The way to the record in which its name stands."""
    name: str
    """Of the field, or of the one that it is a part of: an element of a list, a form or a language of a text."""
    text: str
    is_told: bool
    """Whether it is to be read: its name says so, or what stands in it."""


class Told(NamedTuple):
    """What is to be read of a record."""

    title: str
    """"" if it gives none."""
    text: str
    path: Path
    """The way to the field that holds the text, or the most of it that its name tells."""
    first: Path
    """The way to the one with which the text begins."""
    is_verbatim: bool
    """Whether the text is one field, letter for letter."""
    said: tuple[Path, ...] = ((),)
    """The ways to all that the text and the title say, also to what is left out since they say it already."""


def told(record: Any, text_field: str | None = None) -> Told | None:
    """What is to be read of a record of JSON; None if nothing is known to be.

    `text_field` names what alone is its text, as `body`, or `content.body` for a field in a field.
    """
    if isinstance(record, str):
        return Told("", record, (), (), True) if record.strip() else None
    return told_in([*_fields(record, text_field)], is_chosen=text_field is not None)


def day_of(record: Any, path: Path) -> str:
    """The day that a record gives, of which a path leads to the text, as yyyy-mm-dd; "" if it gives none."""
    return date_in(beside(record, path))


def told_in(fields: Sequence[Field], *, is_chosen: bool = False) -> Told | None:
    """What is to be read of some fields, in their order: all that is told, and titles beside it that are not the title
    of the record; the titles alone if nothing else there could be the text. If somebody has chosen texts, nothing but
    these. None if it is nothing."""
    titles = [field for field in fields if is_title(field.name) and not (is_chosen and field.is_told)]
    texts = [field for field in fields if field.is_told and (is_chosen or not is_title(field.name))]
    if not texts and (is_chosen or not _are_headlines(titles, fields)):
        return None
    main = min(texts or titles, key=_rank)
    above = (field for field in titles if main.path[: len(field.home)] == field.home)
    heading = min(above, key=lambda field: len(field.home), default=None)
    shown = texts
    if titles and not is_chosen:
        homes = {text.path[:depth] for text in texts or titles for depth in range(len(text.path))}
        shown = [
            field
            for field in fields
            if (field.home in homes or field.is_told if is_title(field.name) else field.is_told)
            and not (texts and field is heading)
        ]
    title = " ".join(heading.text.split()) if heading else ""
    texts_shown = [_readable(field.text) for field in shown]
    kept = without_beginnings(texts_shown, title)
    text = "\n".join(texts_shown[at] for at in kept)
    is_verbatim = len(shown) == 1 and text == shown[0].text
    said = (*(field.path for field in shown), *([heading.path] if heading else []))
    return Told(title, text, main.path, shown[kept[0]].path, is_verbatim, said)


def _are_headlines(titles: Sequence[Field], fields: Iterable[Field]) -> bool:
    """Whether titles are all that fields tell: they are to be read, or nothing beside them could be."""
    is_all = all(is_title(field.name) or tells_what_it_holds(field.name) for field in fields)
    return bool(titles) and (is_all or any(title.is_told for title in titles))


def share_told(record: Any) -> float:
    """How much of what is written in a record is to be read, names included, in 0..1."""
    fields = [*_fields(record, None)]
    written = sum(len(field.name) + len(field.text) for field in fields)
    return sum(len(field.text) for field in fields if field.is_told) / max(1, written)


def _rank(field: Field) -> int:
    rank = text_rank(field.name)
    return 1 << 10 if rank is None else rank


def _fields(record: Any, text_field: str | None) -> Iterator[Field]:
    """All that is written in a record, in its order; the strings of one list are one text, each on lines of its own."""
    waiting: list[tuple[Path, Path, str, Any, bool]] = [((), (), "", record, isinstance(record, list))]
    while waiting:
        path, home, name, value, is_named = waiting.pop()
        if isinstance(value, Mapping):
            if name and (is_named or is_title(name)) and not any(map(tells, value)):  # its forms, its languages
                waiting += reversed([((*path, key), home, name, held, is_named) for key, held in value.items()])
            else:
                inner = [((*path, key), path, key, held, text_rank(key) is not None) for key, held in value.items()]
                waiting += reversed(inner)
        elif isinstance(value, list) and any(isinstance(held, list | Mapping) for held in value):
            waiting += reversed([((*path, at), home, name, held, is_named) for at, held in enumerate(value)])
        elif pieces := _pieces(value, takes_numbers=bool(text_field) or is_title(name) or text_rank(name) == 0):
            if text_field:
                is_told = ".".join(key for key in path if isinstance(key, str)).lower() == text_field.lower()
            else:
                is_told = is_named or any(map(is_prose, pieces))
            yield Field(path, home, name, "\n".join(pieces), is_told)


def _pieces(value: Any, *, takes_numbers: bool) -> list[str]:
    """What is written in a value that holds no fields, also a number where a text is to be or beside one."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        is_written = any(isinstance(held, str) for held in value)
        return [piece for held in value for piece in _pieces(held, takes_numbers=True)] if is_written else []
    return [str(value)] if takes_numbers and isinstance(value, int | float) and not isinstance(value, bool) else []


def _readable(text: str) -> str:
    """A text without the markup that it is written in, if it is."""
    if text.lstrip()[:1] != "<":
        return text
    from reader.library.webpages import is_markup, plain_text  # late: few texts are

    return (plain_text(text) if is_markup(text, fewest=1) else "") or text


def without_beginnings(texts: Sequence[str], title: str) -> list[int]:
    """Which of some texts are told, by their numbers from 0: all but what the longest of them begins with, as excerpts
    do, and their title."""
    if len(texts) < 2:
        return [*range(len(texts))]
    longest = max(range(len(texts)), key=lambda at: len(texts[at]))
    whole = " ".join(texts[longest].split())

    def is_said_again(text: str) -> bool:
        plain = " ".join(text.split())
        beginning = plain.rstrip(_SIGNS_OF_MORE)
        is_cut = len(beginning) < len(plain) or not whole[len(plain) : len(plain) + 1].isalnum()
        return plain == title or (bool(beginning) and is_cut and whole.startswith(beginning))

    return [at for at, text in enumerate(texts) if at == longest or not is_said_again(text)]
