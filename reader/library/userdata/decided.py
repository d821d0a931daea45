"""What the user put right in documents, for the verbs, which look it up and change nothing."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reader.config import data_folder
from reader.library.userdata.database import FILE_NAME, fault_of
from reader.library.userdata.documents import content_hash
from reader.library.userdata.records import Override
from reader.library.userdata.store import UserData
from reader.text.articles import Article
from reader.text.controls import sanitise
from reader.text.overruling import Overruled, overrule

Decided = Mapping[tuple[Path, str], tuple[bytes, tuple[Override, ...]]]
"""By the path of a file and what a document's name has after that of the file: the hash of the text in which something
was put right, and what."""


def decided(heard: Callable[[str], None] = lambda message: None) -> Decided:
    """All that was put right; nothing if the user has made nothing yet. `heard` is told if not all can be read."""
    path = data_folder() / FILE_NAME
    if fault := fault_of(path):
        heard(f"{path} {fault}: what you put right, read and marked is not known, or not all of it")
    elif not path.exists():
        return {}
    with closing(UserData.open(mends=False)) as data:
        keys = {number: data.documents.key(number) for number in data.overrides.documents()}
        return {(key.path, key.record): (key.content, data.overrides.of(number)) for number, key in keys.items()}


def overrides_in(decided: Decided, path: Path, record: str, text: str) -> tuple[Override, ...]:
    """What was put right in a document whose clean text is `text`; nothing if it was edited since it was open last.

    Only the reader moves what was put right to where it is in an edited text.
    """
    known = decided.get((path, record))
    if known is None or known[0] != content_hash(sanitise(text, keep="\n\t")):
        return ()
    return known[1]


def overruled(text: str, found: Sequence[Article], overrides: Sequence[Override]) -> Overruled:
    """The articles of a text with all that the user put right in it; what is lost fits nothing."""
    as_made = sorted(overrides, key=lambda each: each.number)
    done = overrule(text, found, (each for each in as_made if not each.lost))
    return replace(done, unfit=(*(each for each in as_made if each.lost), *done.unfit))
