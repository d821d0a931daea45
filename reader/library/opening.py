"""A library opened for one question: read again where files changed, never compared."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import TEMPORARY, IndexFile, index_of, release
from reader.library.notices import Comparing, Notice
from reader.library.others import turn_to_write
from reader.library.overruled import Divided, OverruledCatalogue, divided
from reader.library.sources import is_stream
from reader.library.userdata.catalogued import find
from reader.library.userdata.decided import Decided, decided, overrides_in
from reader.library.userdata.documents import DocumentKey


@contextmanager
def opened(paths: Sequence[Path], heard: Callable[[Notice], None] = lambda notice: None) -> Iterator[Catalogue]:
    """The catalogue of some paths as they are now; `heard` is told how the reading goes.

    What is read stays in the index for the next time. While another process reads, it is waited for. What is piped in
    is nobody's library: its index goes with it.
    """
    is_piped = any(map(is_stream, paths))
    with ExitStack() as stack:
        if is_piped:
            index = IndexFile(Path(stack.enter_context(TemporaryDirectory(prefix=TEMPORARY))) / "index.sqlite3")
        else:
            index = index_of(paths)
            stack.callback(release, index)
        with turn_to_write(paths, index, heard) as is_sole:
            if is_sole:
                with closing(analyse(paths, index)) as notices:
                    for notice in takewhile(lambda notice: not isinstance(notice, Comparing), notices):
                        heard(notice)
        catalogue = stack.enter_context(closing(OverruledCatalogue(index)))
        if not is_piped:
            catalogue.set_divided(put_right(catalogue, decided()))
        yield catalogue


def put_right(catalogue: OverruledCatalogue, decided: Decided) -> Divided:
    """The documents of a library in which the user put something right."""
    result = {}
    for path, record in decided:
        number = find(catalogue, DocumentKey(path, record))
        if number is not None:
            entry = catalogue.documents[number]
            text = catalogue.text(entry)
            if overrides := overrides_in(decided, path, record, text):
                result[entry.id] = divided(catalogue, number, text, overrides)
    return result
