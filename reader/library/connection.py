"""A connection to SQLite that ends with the last who holds it."""

import contextlib
import sqlite3


class Connection(sqlite3.Connection):
    """Closed when nobody refers to it any more: whoever knows sooner that it is done closes it sooner."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.ProgrammingError):  # it was never opened
            self.close()
