"""The words of texts, found while these are read for the index and kept in files beside it until they are compared."""

from contextlib import ExitStack, suppress
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.library.index_file import TEMPORARY

if TYPE_CHECKING:
    from reader.library.word_columns import WordColumns


LEAST_ROOM = 1 << 30
"""Bytes that must be left on the disk: with less, the index needs them more than what only saves time."""


class Gathering:
    """Words of the texts that were read since it began, made when there are any. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where a folder for temporary files is made."""
        self._folder = folder
        self._columns: WordColumns | None = None
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def add(self, text: str, key: bytes) -> None:
        """Take in a text with its digest. Without room nothing is kept: the words are found when they are wanted."""
        try:
            if disk_usage(self._folder).free >= LEAST_ROOM:
                self.columns().add(text, key)
                return
        except OSError:
            pass
        self._let_go()

    def columns(self) -> "WordColumns":
        """What was gathered. Raises OSError where there is no room."""
        if self._columns is None:
            from reader.library.word_columns import WordColumns  # late: this imports numpy

            name = self._files.enter_context(TemporaryDirectory(prefix=TEMPORARY, dir=self._folder))
            self._columns = self._files.enter_context(WordColumns(Path(name)))
        return self._columns

    def _let_go(self) -> None:
        self._columns = None
        with suppress(OSError):  # there may be no room for what was not written yet
            self._files.close()
