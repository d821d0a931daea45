"""A library opened for one question: read again where files changed, never compared."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import IndexFile, index_of, release, sole_writer
from reader.library.notices import Comparing, Notice
from reader.library.sources import STDIN


@contextmanager
def opened(paths: Sequence[Path], heard: Callable[[Notice], None] = lambda notice: None) -> Iterator[Catalogue]:
    """The catalogue of some paths as they are now; `heard` is told how the reading goes.

    What is read stays in the index for the next time. An index that another process keeps up to date is taken as it is.
    What is piped in is nobody's library: its index goes with it.
    """
    with ExitStack() as stack:
        if STDIN in paths:
            index = IndexFile(Path(stack.enter_context(TemporaryDirectory(prefix="twicetold-"))) / "index.sqlite3")
        else:
            index = index_of(paths)
            stack.callback(release, index)
        with sole_writer(index.path) as is_sole:
            if is_sole:
                with closing(analyse(paths, index)) as notices:
                    for notice in notices:
                        if isinstance(notice, Comparing):
                            break
                        heard(notice)
        yield stack.enter_context(closing(Catalogue(index)))
