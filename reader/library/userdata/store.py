"""The user data as one thing to open and to close."""

from pathlib import Path

from reader.library.userdata.annotations import Annotations
from reader.library.userdata.database import Database, open_database
from reader.library.userdata.documents import Documents
from reader.library.userdata.history import History
from reader.library.userdata.memory import Memory
from reader.library.userdata.overrides import Overrides


class UserData:
    """Everything the user made. Threads may share it; several programs may have it open at once.

    Every change is one transaction, on disk when the call returns; what could not be saved raises `UserDataError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.documents = Documents(database)
        self.annotations = Annotations(database)
        self.overrides = Overrides(database)
        self.history = History(database)
        self.memory = Memory(database)

    @classmethod
    def open(cls, path: Path | None = None, *, mends: bool = True) -> "UserData":
        """Open the file, by default the one in the data folder. It always opens, if not always as saved.

        For `mends` see `open_database`.
        """
        return cls(open_database(path, mends=mends))

    @property
    def message(self) -> str:
        """What the user should know about how it was opened; empty if all is well."""
        return self._database.message

    @property
    def saved(self) -> bool:
        """Whether changes outlive the program; if not, `message` says why."""
        return self._database.saved

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
