"""How fast files become an index, where the time goes, and how soon a change is seen.

python -m tests.benchmarks.index_speed stages --megabytes 50      CPU by stage
python -m tests.benchmarks.index_speed index --megabytes 50 [--plain-articles]
python -m tests.benchmarks.index_speed change --files 10000

`--plain-articles` divides texts at blank lines only, which shows what all other stages take.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from time import perf_counter, process_time

from reader.library import reading, reuse_driver, storing
from reader.library.background import Analyst, analyse
from reader.library.database import open_to_write
from reader.library.documents import Document
from reader.library.index_file import IndexFile
from reader.library.notices import Changed, Compared, Comparing
from reader.library.packing import pack
from reader.library.processes import keep_memory
from reader.library.sources import SourceFile
from reader.text.articles import Article, Kind
from tests.benchmarks.index_corpus import write

PLAIN = "TWICETOLD_BENCHMARK_PLAIN_ARTICLES"


def plain_articles(text: str) -> tuple[Article, ...]:
    """Ten lines are an article."""
    cuts, at = [0], 0
    while at >= 0:
        for _ in range(10):
            at = text.find("\n", at) + 1 if at >= 0 else at
            if at == 0:
                at = -1
        if at > 0 and at < len(text):
            cuts.append(at)
    return tuple(
        Article(start, end, Kind.ARTICLE, text[start : start + 60].split("\n")[0])
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    )


if os.environ.get(PLAIN):  # also in the processes of the pool, which import this module
    from reader.text import articles as module

    module.articles_of = lambda texts: (plain_articles(text) for text, _ in texts)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a process and its helpers have used."""

    wall: float
    own: float
    helpers: float

    @classmethod
    def now(cls) -> "Clock":
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        running = sum(map(seconds, helpers()))
        return cls(perf_counter(), process_time(), ended.ru_utime + ended.ru_stime + running)


def helpers() -> list[int]:
    """The processes that were started by this one, or forked from the process that helpers are forked from."""
    own = children(os.getpid())
    return own + [child for pid in own for child in children(pid)]


def children(pid: int) -> list[int]:
    """The processes that run now and were started by another."""
    with suppress(OSError):
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()))
    return []


def seconds(pid: int) -> float:
    """CPU of a process, and of its children that have ended (proc(5))."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def helpers_peak() -> int:
    """Most memory that any of the helpers that run now has taken, in kB."""
    peak = 0
    for pid in helpers():
        with suppress(OSError):
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            peak = max(peak, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
    return peak


def index(folder: Path, library: Path) -> None:
    """All stages end to end, as `reader index` does them."""
    files = [path for path in library.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    index = IndexFile(folder / "index" / "index.sqlite3")
    begun = read = Clock.now()
    peak = 0
    for notice in analyse([library], index):
        peak = max(peak, helpers_peak())
        if isinstance(notice, Comparing) and not notice.share:
            read = Clock.now()
    for child in active_children():  # what they use to end is counted too
        child.join()
    done = Clock.now()
    print(f"{len(files):,} files, {megabytes:.1f} MB, per MB of text:")
    print(f"{'':<30}{'wall ms':>9}{'writer CPU':>12}{'helpers CPU':>12}{'MB/s':>8}")
    for what, first, last in (
        ("read, store and full text", begun, read), ("compare", read, done), ("all", begun, done)
    ):  # fmt: skip
        wall, own, others = last.wall - first.wall, last.own - first.own, last.helpers - first.helpers
        print(
            f"{what:<30}{1e3 * wall / megabytes:>9.0f}{1e3 * own / megabytes:>12.0f}"
            f"{1e3 * others / megabytes:>12.0f}{megabytes / wall:>8.2f}"
        )
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"peak memory {own.ru_maxrss / 1024:.0f} MB and {peak / 1024:.0f} MB in the largest helper; "
        f"index {index.path.stat().st_size / 1e6 / megabytes:.2f} times the text"
    )


def stages(folder: Path, library: Path) -> None:
    """CPU of each stage, one after the other in this process."""
    from reader.library.sources import discover

    megabytes = sum(path.stat().st_size for path in library.rglob("*") if path.is_file()) / 1e6
    keep_memory()
    clock = process_time()
    total = 0.0

    def lap(name: str, *, without: float = 0.0) -> float:
        nonlocal clock, total
        used = process_time() - clock
        total += used - without
        print(f"{name:<30}{1e3 * (used - without) / megabytes:8.1f} ms/MB")
        clock = process_time()
        return used

    from reader.library.sources import read as read_source

    found = [file for file in discover([library]) if isinstance(file, SourceFile)]
    for file in found:
        reading.hash_of(file)
    lap("list and hash files")
    documents = [item for file in found for item in read_source(file) if isinstance(item, Document)]
    lap("read, decode, clean")
    from reader.text.articles import articles_of

    divided = list(articles_of((item.clean.text, item.stories) for item in documents))
    lap("articles and titles")
    for item in documents:
        pack(item.clean.text)
    lap("compress")
    connection = open_to_write(folder / "words" / "index.sqlite3")
    number = 0
    connection.execute("BEGIN")
    for item, spans in zip(documents, divided, strict=True):
        rows = [(number + k, item.clean.text[span.start : span.end]) for k, span in enumerate(spans)]
        connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", rows)
        number += len(rows)
    connection.execute("COMMIT")
    connection.close()
    full_text = lap("full text")
    del documents, divided
    read = list(reading.read_together(found))
    clock = process_time()
    store = storing.Store(folder / "stages" / "index.sqlite3")
    with store.transaction():
        for position, one in enumerate(read):
            store.put(one, position)
    lap("store", without=full_text)
    finding = True
    texts = (store.text(number, characters) for number, characters in store.documents())
    for working in reuse_driver.compare_texts(texts, scratch=folder):
        if isinstance(working, reuse_driver.Working) and working.total:
            if finding:
                lap("unpack and find words")
                finding = False
            if working.done == working.total:
                lap(f"reuse: {working.step.value}")
    lap("reuse: report" if not finding else "unpack, find words and reuse")
    print(f"{'all':<30}{1e3 * total / megabytes:8.1f} ms/MB of CPU")
    store.close()


def change(folder: Path, files: int) -> None:
    """One file of many changes: before opening, and while it is open."""
    library = folder / "library"
    count = write(library, files * 1500, 1500)
    paths = sorted(library.rglob("*.txt"))
    index = IndexFile(folder / "index" / "index.sqlite3")
    list(analyse([library], index))
    before = paths[count // 2].stat().st_size
    paths[count // 2].write_text("Something that was not there before.\n" * 3, encoding="utf-8")
    begun = perf_counter()
    analyst = Analyst([library], index)
    notices = analyst.notices()
    for notice in notices:
        if isinstance(notice, Changed):
            print(f"{count:,} files: a change of one ({before} bytes) is indexed after {perf_counter() - begun:.2f} s")
        if isinstance(notice, Compared):
            print(f"compared anew after {perf_counter() - begun:.2f} s")
            break
    import time

    time.sleep(2)
    paths[count // 3].write_text("Something else that was not there before.\n" * 3, encoding="utf-8")
    begun = perf_counter()
    for notice in notices:
        if isinstance(notice, Changed):
            print(f"while open: seen after {perf_counter() - begun:.2f} s")
            break
    analyst.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("index", "stages", "change"))
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--library", type=Path, help="files that are there, instead of generated ones")
    parser.add_argument("--scratch", type=Path, help="where indexes are made")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--plain-articles", action="store_true")
    options = parser.parse_args()
    if options.plain_articles and not os.environ.get(PLAIN):
        sys.exit(subprocess.run([sys.executable, *sys.orig_argv[1:]], env={**os.environ, PLAIN: "1"}).returncode)
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        folder = Path(name)
        if options.what == "change":
            change(folder, options.files)
            return
        library = options.library
        if library is None:
            library = folder / "library"
            write(library, int(options.megabytes * 1e6), 100_000)
        {"index": index, "stages": stages}[options.what](folder, library)


if __name__ == "__main__":
    main()
