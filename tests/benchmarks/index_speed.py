"""How fast files become an index, where the time goes, and how soon a change is seen.

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
from pathlib import Path
from time import perf_counter, process_time

from reader.library import indexing, reading, storing
from reader.library.background import Analyst, analyse
from reader.library.database import IndexFile
from reader.library.notices import Changed, Compared, Progress
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
    from reader.library import analysis

    analysis.articles = plain_articles


def index(folder: Path, megabytes: float, *, serial: bool) -> None:
    files = write(folder / "library", int(megabytes * 1e6), 100_000)
    size = sum(path.stat().st_size for path in (folder / "library").rglob("*.txt"))
    index = IndexFile(folder / "index" / "index.sqlite3")
    if serial:
        stages(folder, size)
        return
    begun, read_at = perf_counter(), 0.0
    for notice in analyse([folder / "library"], index):
        if isinstance(notice, Progress) and notice.files_read == notice.files_found:
            read_at = perf_counter()
    done = perf_counter()
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{files:,} files, {size / 1e6:.1f} MB: read at {size / 1e6 / (read_at - begun):.2f} MB/s, "
        f"compared too {size / 1e6 / (done - begun):.2f} MB/s (wall); "
        f"peak memory {own.ru_maxrss / 1024:.0f} MB and {children.ru_maxrss / 1024:.0f} MB in the largest helper; "
        f"index {index.path.stat().st_size / size:.2f} times the text"
    )


def stages(folder: Path, size: int) -> None:
    """CPU of each stage, one after the other in this process."""
    from reader.library.sources import discover

    clock = process_time()

    def lap(name: str) -> None:
        nonlocal clock
        now = process_time()
        print(f"{name:<28}{1e3 * (now - clock) / (size / 1e6):8.1f} ms/MB")
        clock = now

    from reader.library.sources import read as read_source

    found = list(discover([folder / "library"]))
    lap("discover")
    documents = [item for file in found for item in read_source(file)]
    lap("read, decode, clean")
    from reader.library.analysis import articles

    divided = [articles(item.clean.text) for item in documents]
    lap("articles and titles")
    for item in documents:
        reading.packed(item.clean.text)
    lap("compress")
    del documents, divided
    read = [reading.read_file(file) for file in found]
    clock = process_time()
    store = storing.Store(folder / "stages" / "index.sqlite3")
    with store.transaction():
        for position, item in enumerate(read):
            store.put(item, position)
    lap("store and full text")
    texts = indexing.StoredTexts(store, store.documents())
    for text in texts:
        len(text)
    lap("unpack for reuse")
    indexing.compare(store)
    lap("reuse (unpacking included)")
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
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--plain-articles", action="store_true")
    options = parser.parse_args()
    if options.plain_articles and not os.environ.get(PLAIN):
        sys.exit(subprocess.run([sys.executable, *sys.orig_argv[1:]], env={**os.environ, PLAIN: "1"}).returncode)
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "change":
            change(Path(folder), options.files)
        else:
            index(Path(folder), options.megabytes, serial=options.what == "stages")


if __name__ == "__main__":
    main()
