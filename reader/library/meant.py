"""The article that somebody means, who writes its title, its place or its number."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.file_lines import files_of_records, name_at, record_at
from reader.library.filtering import TitleFilter
from reader.library.skipping import shown_name
from reader.library.sources import ways_to
from reader.library.userdata.catalogued import find
from reader.library.userdata.documents import DocumentKey
from reader.plurals import plural
from reader.positions import Place
from reader.starting import parted
from reader.text.controls import painted

_AT_LINE = re.compile(r"(.+):(\d{1,18})", re.DOTALL)
_NUMBER = re.compile(r"\d{1,18}")


class Meant(NamedTuple):
    """What somebody may mean."""

    places: list[Place]
    """The articles, likeliest first."""
    missing: str
    """Why there is none, for people."""


def meant(catalogue: Catalogue, wanted: str) -> Meant:
    """The articles that somebody means.

    `wanted` is a place as listings print it (`news/a.txt:12`; the end of the name will do, and so will a path to the
    file), such a name alone, the number of an article in a library of one document, or a pattern for titles. Raises
    TwicetoldError for what says too little, or what nothing can be: line 0.
    """
    if not wanted.strip():
        raise TwicetoldError("no article is named: write letters of its title, or DOCUMENT:LINE")
    if not catalogue.documents:
        return Meant([], "")
    if _NUMBER.fullmatch(wanted):
        return _by_number(catalogue, wanted)
    if documents := [(number, catalogue.documents[number]) for number in _documents(catalogue, wanted)]:
        places = [(number, article) for number, entry in documents for article in entry.stories or entry.rest]
        return Meant(places, f"{documents[0][1].name} holds no article")
    if (place := _AT_LINE.fullmatch(wanted)) and (found := _at_line(catalogue, place[1], int(place[2]))):
        return found
    ranked = TitleFilter().ranked(catalogue, wanted, lambda: False)
    # A word with a typo is likelier meant than letters that stand here and there.
    likely = ranked.as_written(lambda place: catalogue.documents[place[0]].articles[place[1]].title)
    return Meant(list(dict.fromkeys((*likely.places, *ranked.places))), f"no article is called something like {wanted}")


def _by_number(catalogue: Catalogue, number: str) -> Meant:
    if len(catalogue.documents) != 1:
        raise TwicetoldError(f"article {number} of which document? Write DOCUMENT:LINE, with a line of the article")
    if not int(number):
        raise TwicetoldError("articles count from 1")
    entry = catalogue.documents[0]
    places = [(0, int(number) - 1)] if 0 < int(number) <= len(entry.articles) else []
    return Meant(places, f"{entry.name} has {plural(len(entry.articles), 'article')}")


def _at_line(catalogue: Catalogue, name: str, line: int) -> Meant | None:
    """The article on a line of a document, or of a file of records; None if nothing has that name."""
    places, missing = [], []
    for document in _documents(catalogue, name):
        entry = catalogue.documents[document]
        if entry.articles and line <= entry.lines:
            places.append((document, entry.article_at_line(line)))
        missing.append(f"{entry.name} ends at line {entry.lines}")
    for path, file in () if missing else _files_of_records(catalogue, name):
        if not (record := record_at(catalogue, path, file, line)):
            continue
        entry = catalogue.documents[record[0]]
        end = entry.file_lines.record_end
        if entry.articles and line <= end:
            places.append((record[0], entry.article_at_line(record[1])))
        missing.append(f"no record that is read stands on line {line} of {file}: the one before it ends on line {end}")
    if not missing:
        return None
    if not line:
        raise TwicetoldError("lines count from 1")
    return Meant(places, missing[0])


def _documents(catalogue: Catalogue, name: str) -> list[int]:
    """The documents of a name, else that at a path, else those whose names end so."""
    names = catalogue.names()
    if found := _those_named(names, name):
        return found
    file, record = parted(name) or (Path(name), "")
    for path in ways_to(file):
        if (number := find(catalogue, DocumentKey(path, record))) is not None:
            return [number]
    return _those_ending(names, name)


def _files_of_records(catalogue: Catalogue, name: str) -> list[tuple[Path, str]]:
    """The same for files of records, or members of archives: their paths, and names as listings print them."""
    files = files_of_records(catalogue)
    names = [shown for _, shown in files]
    if found := _those_named(names, name):
        return [files[number] for number in found]
    file, member = parted(name) or (Path(name), "")
    for path in ways_to(file):
        if (there := (path, f"{name_at(catalogue, path)}{member}")) in files:
            return [there]
    return [files[number] for number in _those_ending(names, name)]


def _those_named(names: Sequence[str], name: str) -> list[int]:
    """Which names a name is, as listings have it, or else as it is on disk."""
    for form in dict.fromkeys((name, shown_name(name))):
        if found := [number for number, known in enumerate(names) if known == form]:
            return found
    return []


def _those_ending(names: Sequence[str], name: str) -> list[int]:
    """Which names end with a name, as it is printed: without controls, and in a table perhaps with ./ before it; or
    else as it is on disk."""
    for form in dict.fromkeys((name, shown_name(name))):
        end = f"/{painted(form).removeprefix('./')}"
        if found := [number for number, known in enumerate(names) if f"/{painted(known)}".endswith(end)]:
            return found
    return []
