"""A library opened for one question: read again where files changed, compared where the question is about that."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Generic, TypeVar

from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.database import DamagedIndexError
from reader.library.index_file import IndexFile, delete, index_of, release, sole_writer, temporary_index
from reader.library.notices import Comparing, Notice, Rebuilding, Trouble
from reader.library.others import turn_to_write
from reader.library.overruled import Divided, OverruledCatalogue, divided
from reader.library.sources import is_stream
from reader.library.userdata.catalogued import find
from reader.library.userdata.decided import Decided, decided, overrides_in
from reader.library.userdata.documents import DocumentKey

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Answered(Generic[Answer]):
    """What a library said."""

    answer: Answer
    lacks: str
    """Why not all of the library could be asked; empty if it was."""


def asked(
    paths: Sequence[Path],
    question: Callable[[Catalogue], Answer],
    heard: Callable[[Notice], None] = lambda notice: None,
    text_field: str | None = None,
    *,
    compared: bool = False,
) -> Answered[Answer]:
    """What a question finds in the catalogue of some paths as they are now, read by a `text_field`; `heard` is told how
    the reading goes. `compared`: it is about what documents share, which is found first, unless another process does.

    What is read stays in the index for the next time. While another process reads, it is waited for. What is piped in
    is nobody's library: its index goes with it. Where an index turns out to be damaged, it is made anew and the
    question asked again, so that it may do nothing but look; where it cannot be written, a temporary one is asked.

    Raises DamagedIndexError where the new index is damaged, too.
    """
    is_piped = any(map(is_stream, paths))
    right: Decided = {} if is_piped else decided(lambda message: heard(Trouble(message)))
    with ExitStack() as stack:

        def temporary() -> IndexFile:
            made = temporary_index(text_field)
            stack.callback(release, made)
            return made

        def attempt(index: IndexFile) -> Answered[Answer]:
            lacks = _read(paths, index, heard, compared)
            if lacks and not index.temporary:
                with suppress(OSError):  # there may be no room for another one either
                    if not _read(paths, spare := temporary(), heard, compared):
                        heard(Trouble(f"{lacks}. This answer is whole: a temporary index was made for it"))
                        index, lacks = spare, ""
            return Answered(_answer(index, question, right), lacks)

        index = temporary() if is_piped else index_of(paths, text_field)
        stack.callback(release, index)
        try:
            return attempt(index)
        except DamagedIndexError:
            if is_piped:
                raise
        heard(Rebuilding("it was damaged"))
        with sole_writer(index.path) as is_sole:
            if is_sole:
                delete(index.path)
        return attempt(index if is_sole else temporary())


def _answer(index: IndexFile, question: Callable[[Catalogue], Answer], right: Decided) -> Answer:
    """What an index says, with what the user put right. Raises DamagedIndexError where it cannot be read."""
    with closing(OverruledCatalogue(index)) as catalogue:
        try:
            catalogue.set_divided(put_right(catalogue, right))
            answer = question(catalogue)
        except Exception as error:
            if catalogue.damaged or isinstance(error, DamagedIndexError):  # placeholders may have led to anything
                raise DamagedIndexError(f"{index.path} is damaged ({error}): delete it") from error
            raise
        if catalogue.damaged:
            raise DamagedIndexError(f"{index.path} is damaged: delete it")
        return answer


def _read(paths: Sequence[Path], index: IndexFile, heard: Callable[[Notice], None], compared: bool) -> str:
    """Read what is new, and compare it if all is to be `compared`; why not all could be read, empty if it was."""
    with turn_to_write(paths, index, heard) as is_sole:
        if is_sole:
            with closing(analyse(paths, index)) as notices:
                for notice in takewhile(lambda notice: compared or not isinstance(notice, Comparing), notices):
                    if isinstance(notice, Trouble):
                        return notice.message
                    heard(notice)
    return ""


def put_right(catalogue: OverruledCatalogue, decided: Decided) -> Divided:
    """The documents of a library in which the user put something right."""
    result = {}
    for path, record in decided:
        number = find(catalogue, DocumentKey(path, record))
        if number is not None:
            entry = catalogue.documents[number]
            text = catalogue.text(entry)
            if overrides := overrides_in(decided, path, record, text):
                result[entry.id], _ = divided(catalogue, number, text, overrides)
    return result
