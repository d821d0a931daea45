"""What the program remembers for the user without being asked: places, the view, jumps and searches."""

import time
from collections.abc import Sequence

from reader.library.userdata.anchors import anchor
from reader.library.userdata.database import Database, storable
from reader.library.userdata.records import Jump, Place

KEPT_SEARCHES = 500
"""Of each scope; older ones are forgotten."""

KEPT_JUMPS = 200
"""Of each library; older ones are forgotten."""


class Memory:
    """Places, jumps and searches. Documents and libraries go by their numbers, see `Documents`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_place(self, library: int, document: int, text: str, start: int) -> None:
        """Reading of a document, whose text is `text`, stopped at `start`."""
        kept = anchor(text, start, start)
        with self._database.writing() as connection:
            connection.execute(
                'INSERT OR REPLACE INTO places (document, start, "end", anchor, made) VALUES (?, ?, ?, ?, ?)',
                (document, kept.start, kept.end, kept.to_json(), int(time.time())),
            )
            connection.execute("UPDATE libraries SET document = ? WHERE id = ?", (document, library))

    def place(self, document: int) -> Place | None:
        """Where reading of a document stopped."""
        with self._database.reading() as connection:
            select = "SELECT document, start, lost, made FROM places WHERE document = ?"
            row = connection.execute(select, (document,)).fetchone()
        return None if row is None else Place(row[0], row[1], bool(row[2]), row[3])

    def last_document(self, library: int) -> int | None:
        """The document of a library that was read last."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT document FROM libraries WHERE id = ?", (library,)).fetchone()
        return None if row is None else row[0]

    def set_pane(self, library: int, pane: str) -> None:
        """The user was in a pane of the screen when reading stopped."""
        with self._database.writing() as connection:
            connection.execute("UPDATE libraries SET pane = ? WHERE id = ?", (pane, library))

    def pane(self, library: int) -> str | None:
        """The pane in which reading of a library stopped."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT pane FROM libraries WHERE id = ?", (library,)).fetchone()
        return None if row is None else row[0]

    def set_view(self, library: int, view: str) -> None:
        """How the screen was arranged when reading stopped, in words of the screen's own."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (f"view {library}", view))

    def view(self, library: int) -> str:
        """How the screen was arranged when reading of a library stopped; empty if that is not known."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (f"view {library}",)).fetchone()
        return "" if row is None else row[0]

    def add_jump(self, library: int, jump: Jump) -> None:
        """A place was left by a jump."""
        with self._database.writing() as connection:
            values = (library, jump.document, jump.start)
            connection.execute("INSERT INTO jumps (library, document, start) VALUES (?, ?, ?)", values)
            connection.execute(
                "DELETE FROM jumps WHERE library = ?1 AND id NOT IN"
                " (SELECT id FROM jumps WHERE library = ?1 ORDER BY id DESC LIMIT ?2)",
                (library, KEPT_JUMPS),
            )

    def jumps(self, library: int) -> tuple[Jump, ...]:
        """The places that were left by jumps, the last one last."""
        with self._database.reading() as connection:
            select = "SELECT document, start FROM jumps WHERE library = ? ORDER BY id"
            return tuple(Jump(*row) for row in connection.execute(select, (library,)))

    def add_search(self, scope: str, pattern: str) -> None:
        """Something was looked for; `scope` says where, as in "page" or "library"."""
        values = (scope, storable(pattern))
        with self._database.writing() as connection:
            connection.execute("DELETE FROM searches WHERE scope = ? AND pattern = ?", values)
            connection.execute("INSERT INTO searches (scope, pattern) VALUES (?, ?)", values)
            connection.execute(
                "DELETE FROM searches WHERE scope = ?1 AND id NOT IN"
                " (SELECT id FROM searches WHERE scope = ?1 ORDER BY id DESC LIMIT ?2)",
                (scope, KEPT_SEARCHES),
            )

    def searches(self, scope: str) -> Sequence[str]:
        """What was looked for, the last first."""
        with self._database.reading() as connection:
            select = "SELECT pattern FROM searches WHERE scope = ? ORDER BY id DESC"
            return [row[0] for row in connection.execute(select, (scope,))]
