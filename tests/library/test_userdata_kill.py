"""Killed at any moment, the file of user data is whole and holds everything that was acknowledged.

`TWICETOLD_KILLS=200` makes the long form.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.library.userdata.database import FILE_NAME
from reader.library.userdata.store import UserData

KILLS = int(os.environ.get("TWICETOLD_KILLS", "15"))

LONGEST_LIFE_S = 0.25
"""From the first sign of life: hundreds of transactions."""

WRITER = """
import sys
from pathlib import Path
from reader.library.userdata.documents import DocumentKey
from reader.library.userdata.store import UserData

print("started", flush=True)
text = "".join(f"Sentence {n} of a text in which something is marked now and then. " for n in range(200))
data = UserData.open(Path(sys.argv[1]))
assert data.saved and not data.message, data.message
document = data.documents.enter(DocumentKey(Path("/texts/a.txt")), text)
library = data.documents.library([Path("/texts")])
number = int(sys.argv[2])
while True:
    number += 1
    data.annotations.set_mark(library, "abcdefghij"[number % 10], document, text, number % len(text))
    data.annotations.add_note(document, text, number % len(text), number % len(text) + 50, f"note {number}")
    data.history.mark_read(document, text, number * 13 % len(text), number * 13 % len(text) + 400)
    data.memory.add_search("page", f"search {number}")
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_what_was_acknowledged_survives_being_killed(tmp_path: Path) -> None:
    rng = random.Random(2024)
    acknowledged = 0
    path = tmp_path / "data" / FILE_NAME
    for kill in range(KILLS):
        if kill % 10 == 9:
            # The making of a new file is as good a moment as any.
            path, acknowledged = tmp_path / str(kill) / FILE_NAME, 0
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(acknowledged)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "started\n"
            time.sleep(rng.random() ** 2 * LONGEST_LIFE_S)
            child.kill()
            answers = child.stdout.read().split("\n")[:-1]
        acknowledged = int(answers[-1]) if answers else acknowledged

        data = UserData.open(path)
        assert data.message == ""
        notes = {note.label for note in data.annotations.all() if note.label.startswith("note ")}
        assert {f"note {number}" for number in range(1, acknowledged + 1)} <= notes
        assert len(notes) <= acknowledged + kill + 1, "no more than one that was not acknowledged for each kill"
        data.close()
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    assert KILLS < 5 or len(list(tmp_path.rglob(FILE_NAME))) == 1 + KILLS // 10
