"""Killed at any moment, an index is whole, holds what was announced, and is brought up to date by whoever comes next.

`TWICETOLD_KILLS=200` makes the long form.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import IndexFile
from tests.library.making import contents_of
from tests.tui.conftest import OTHER, STORY

KILLS = int(os.environ.get("TWICETOLD_KILLS", "12"))

KILLER = """
import os, signal, sqlite3, sys, time
from pathlib import Path
from random import Random
from reader.library import indexing, processes, reuse_driver  # everything is imported before the first fork
from reader.library.background import analyse
from reader.library.index_file import IndexFile, SCHEMA_VERSION

indexing.FIRST_COMMIT_SECONDS = indexing.COMMIT_SECONDS = 0
reuse_driver.SMALL_WORDS = 0
processes.processes = lambda: 1
index, library, story = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[4]
random = Random(int(sys.argv[3]))

def index_in_child(path):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            for notice in analyse([library], IndexFile(path)):
                os.write(writing, b"%d\\n" % getattr(notice, "files_read", 0))
        finally:
            os._exit(0)
    os.close(writing)
    return child, os.fdopen(reading)

def change(number):
    files = sorted(library.iterdir())
    random.choice(files).write_text(story.replace("granite", f"stone {number}"), encoding="utf-8")
    if number % 3 == 1:
        random.choice(files).rename(library / f"renamed {number}.txt")
    if number % 3 == 2:
        (library / f"new {number}.txt").write_text(story * 2 + f"{number}", encoding="utf-8")
        random.choice(files).unlink()

begun = time.monotonic()
child, answers = index_in_child(index.with_name("timing"))
answers.read()
os.waitpid(child, 0)
lifetime = time.monotonic() - begun

early = 0
for kill in range(int(sys.argv[5])):
    if kill % 5 == 4:  # the making of a new index is as good a moment as any
        for left in index.parent.glob(index.name + "*"):
            left.unlink()
    change(kill)
    child, answers = index_in_child(index)
    time.sleep(random.random() ** 1.5 * lifetime)
    os.kill(child, signal.SIGKILL)
    early += os.waitpid(child, 0)[1] == signal.SIGKILL
    announced = max(map(int, answers.read().split()), default=0)
    if not index.exists() or not index.stat().st_size:
        assert not announced
        continue
    connection = sqlite3.connect(index)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        assert connection.execute("SELECT count(*) FROM files").fetchone()[0] >= announced
    else:
        assert not announced
    connection.close()
print(early)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not killed like this here")
def test_killed_at_any_moment_the_index_is_whole_and_indexing_goes_on(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for number in range(12):
        text = STORY.replace("Tuesday", f"day {number}") if number % 3 else OTHER
        (library / f"{number:02}.txt").write_text(text, encoding="utf-8")
    kept, new = IndexFile(tmp_path / "kept" / "index.sqlite3"), IndexFile(tmp_path / "new" / "index.sqlite3")
    arguments = [str(kept.path), str(library), "1", STORY, str(KILLS)]
    done = subprocess.run([sys.executable, "-c", KILLER, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > KILLS / 2
    list(analyse([library], kept))
    list(analyse([library], new))
    assert contents_of(Catalogue(kept)) == contents_of(Catalogue(new))
    assert {path.name for path in kept.path.parent.iterdir()} <= {
        f"{name}{suffix}" for name in (kept.path.name, "timing") for suffix in ("", "-wal", "-shm")
    }
