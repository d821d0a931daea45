"""Twicetold beside other programs that do a part of what it does; prints tables in Markdown.

    python -m tests.benchmarks.peers [startup] [filter] [search] [reuse] [scaling]

Programs from PyPI go into an environment of their own, in a folder that `--peers` may name to be used again. fzf,
ripgrep, less and vim are taken from the system; what is not there is left out. Everything else is made from seeds.
"""

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from tests.benchmarks.find_headlines import headlines, keystrokes
from tests.benchmarks.index_corpus import write
from tests.benchmarks.peer_startup import fastest
from tests.benchmarks.reuse_generator import generate

PACKAGES = ("textual", "frogmouth", "toolong", "datasketch", "copydetect", "text-matcher")
ROOT = Path(__file__).parents[2]

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static(open({path!r}).read(2000), markup=False)
Minimal().run()
"""

SMALL, MIDDLE = 120, 1200
"""Documents of the collections on which reuse is compared: programs that take all pairs of files get the small one."""

SCALES_MB = (1, 3, 10, 30, 100)


def row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def heading(title: str, *columns: str) -> None:
    print(f"\n**{title}**\n")
    row(*columns)
    row(*["---"] * len(columns))


def install(folder: Path) -> Path:
    """An environment with the programs from PyPI; returns its folder of commands."""
    commands = folder / "bin"
    if not commands.exists():
        venv.create(folder, with_pip=True)
    for package in PACKAGES:
        pip = [str(commands / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
        if subprocess.run(pip, capture_output=True).returncode:
            print(f"({package} does not install here)", file=sys.stderr)
    # text-matcher wants a list of English stop words, which the made-up words of the collection are not among.
    stop_words = folder / "nltk_data" / "corpora" / "stopwords" / "english"
    stop_words.parent.mkdir(parents=True, exist_ok=True)
    stop_words.write_text("the\n")
    return commands


def startup(commands: Path, work: Path) -> None:
    """From the command to the first word of a text of 60 KB."""
    text = work / "text.md"
    shutil.copy(sorted((ROOT / "seeds").iterdir())[0], text)
    minimal = work / "minimal.py"
    minimal.write_text(MINIMAL.format(path=str(text)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(work)}
    environment |= {f"XDG_{name}_HOME": str(work / name) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    programs = {
        "less": ["less", str(text)],
        "vim": ["vim", "-u", "NONE", str(text)],
        "reader (Twicetold)": [sys.executable, "-m", "reader", str(text)],
        "minimal Textual app": [str(commands / "python"), str(minimal)],
        "toolong": [str(commands / "tl"), str(text)],
        "frogmouth": [str(commands / "frogmouth"), str(text)],
    }
    heading("First word of a 60 KB text on the screen", "program", "ms")
    for name, command in programs.items():
        if shutil.which(command[0]):
            seconds = fastest(command, "Founders", environment)
            row(name, "-" if seconds is None else round(seconds * 1000))
    bare = least(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    command = [sys.executable, "-m", "reader", "--version"]
    version = least(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment))
    row("`reader --version` above `python -c pass`", round((version - bare) * 1000))


def least(act: Callable[[], object], runs: int = 7) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        begun = perf_counter()
        act()
        times.append(perf_counter() - begun)
    return min(times)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def filtering(commands: Path, work: Path) -> None:
    """A list of titles filtered, key by key."""
    from reader.find.fuzzy import search
    from reader.find.pattern import parse
    from reader.find.titles import Titles

    heading("Titles filtered, ms a key (median / 95th percentile)", "titles", "Twicetold", "fzf --filter, new process")
    for count in (10_000, 100_000):
        listed = headlines(count)
        typed = keystrokes(listed, 12)[:60]
        titles = Titles(listed)
        titles.prepare()
        ours, theirs = [], []
        for query in typed:
            begun = perf_counter()
            search(titles, parse(query))
            ours.append((perf_counter() - begun) * 1000)
        if shutil.which("fzf"):
            data = "\n".join(listed).encode()
            for query in typed:
                begun = perf_counter()
                subprocess.run(["fzf", "--filter", query], input=data, stdout=subprocess.DEVNULL, check=False)
                theirs.append((perf_counter() - begun) * 1000)
        cells = [
            f"{percentile(times, 0.5):.1f} / {percentile(times, 0.95):.1f}" if times else "-"
            for times in (ours, theirs)
        ]
        row(f"{count:,}", *cells)


def searching(commands: Path, work: Path) -> None:
    """Words in a collection of 10 MB: an index against reading everything."""
    from reader.library.background import analyse
    from reader.library.catalogue import Catalogue
    from reader.library.fulltext import FullText
    from reader.library.index_file import IndexFile
    from reader.library.notices import Comparing

    folder = work / "library"
    write(folder, 10_000_000, 20_000)
    index = IndexFile(work / "index.sqlite3")
    begun = perf_counter()
    notices = analyse([folder], index)
    for notice in notices:
        if isinstance(notice, Comparing):
            break
    notices.close()
    made = perf_counter() - begun
    catalogue = Catalogue(index)
    text = FullText(catalogue)
    words = [term for (term, _) in text.rows(lambda: False, "SELECT term, doc FROM vocabulary ORDER BY doc DESC")]  # type: ignore[misc]
    chosen = [str(words[int(len(words) * share)]) for share in (0.0001, 0.001, 0.01, 0.1, 0.5)]
    heading(
        f"A word in 10 MB, ms (the index was made in {made:.0f} s)",
        "word in",
        "Twicetold, ranked",
        "rg --files-with-matches",
    )
    for word in chosen:
        *_, found = text.search(word)
        ours = least(lambda word=word: list(text.search(word)))  # type: ignore[misc]
        command = ["rg", "--files-with-matches", "--ignore-case", "--word-regexp", word, str(folder)]
        theirs = (
            least(lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL))
            if shutil.which("rg")
            else 0
        )  # type: ignore[misc]
        row(f"{found.total:,} articles", f"{ours * 1000:.1f}", f"{theirs * 1000:.1f}" if theirs else "-")
    text.close()
    catalogue.close()


Span = tuple[str, int, int]


def quality(
    truth: list[dict[str, object]], regions: list[dict[str, object]], pairs: Sequence[Sequence[object]]
) -> tuple[float, float]:
    """Share of the planted characters that were found, and share of the found characters that were planted.

    Boilerplate is told again without being reuse: found or not, it does not count. Stock phrases and sentences on one
    frame count as false.
    """
    found: defaultdict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    stock: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for region in regions:
        if region["kind"] == "boilerplate":
            stock[str(region["file"])].append((int(str(region["start"])), int(str(region["end"]))))
    for file_a, start_a, end_a, file_b, start_b, end_b in pairs:  # type: ignore[misc]
        if any(start < end_a and start_a < end for start, end in stock[file_a]):  # type: ignore[index, operator]
            continue
        side_a, side_b = sorted(((file_a, start_a, end_a), (file_b, start_b, end_b)))
        found[side_a[0], side_b[0]].append((side_a[1], side_a[2], side_b[1], side_b[2]))  # type: ignore[index]
    planted: defaultdict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for case in truth:
        side_a, side_b = sorted(
            (str(case[f"file_{s}"]), int(str(case[f"start_{s}"])), int(str(case[f"end_{s}"]))) for s in "ab"
        )
        planted[side_a[0], side_b[0]].append((*side_a[1:], *side_b[1:]))

    def covered(of: dict, by: dict) -> float:  # type: ignore[type-arg]
        total = shared = 0
        for files, spans in of.items():
            for a, b, c, d in spans:
                total += b - a + d - c
                likely = [s for s in by.get(files, ()) if s[0] < b and a < s[1] and s[2] < d and c < s[3]]
                shared += _union([(max(a, s[0]), min(b, s[1])) for s in likely])
                shared += _union([(max(c, s[2]), min(d, s[3])) for s in likely])
        return shared / total if total else 0.0

    return covered(planted, found), covered(found, planted)


def _union(spans: list[tuple[int, int]]) -> int:
    """Characters in at least one span."""
    total = last = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, last))
        last = max(last, end)
    return total


def reuse(commands: Path, work: Path) -> None:
    """Planted passages found, against programs that look for the same."""
    from reader.reuse.engine import find_reuse

    for documents in (SMALL, MIDDLE):
        named, truth, regions = generate(documents, 1)
        folder = work / f"docs{documents}"
        folder.mkdir()
        for name, text in named:
            (folder / name).write_text(text, newline="")
        size = sum(len(text) for _, text in named) / 1e6
        heading(
            f"{len(truth)} planted pairs in {documents:,} documents, {size:.1f} MB",
            "program", "CPU s", "found of what was planted", "planted of what was found",
        )  # fmt: skip
        begun = process_time()
        names = [name for name, _ in named]
        ours = [
            (names[x.a.document], x.a.start, x.a.end, names[x.b.document], x.b.start, x.b.end)
            for x in find_reuse([text for _, text in named])
        ]
        seconds = process_time() - begun
        row("Twicetold", f"{seconds:.1f}", *(f"{share:.2f}" for share in quality(truth, regions, ours)))
        for peer in ("datasketch", "copydetect", "text-matcher") if documents == SMALL else ("datasketch",):
            command = [str(commands / "python"), str(Path(__file__).parent / "peer_reuse.py"), peer, str(folder)]
            result = subprocess.run(command, capture_output=True, text=True)
            if result.returncode:
                print(f"({peer}: {(result.stderr.strip() or '?').split(chr(10))[-1]})", file=sys.stderr)
                continue
            answer = json.loads(result.stdout.strip().split("\n")[-1])
            shares = quality(truth, regions, answer["pairs"])
            row(peer, f"{answer['seconds']:.1f}", *(f"{share:.2f}" for share in shares))


SCALING = """
import resource, sys
from pathlib import Path
from time import process_time
from reader.library.reuse_driver import Findings, compare_texts
texts = [path.read_text() for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = process_time()
for item in compare_texts(texts):
    pass
found = len(item.alignments)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(process_time() - begun, found, (peak - before) / 1024)
"""


def scaling(commands: Path, work: Path, scales: Sequence[int] = SCALES_MB) -> None:
    """CPU and memory of a comparison as the collection grows."""
    heading(
        "All passages of a collection compared, one process", "MB", "CPU s", "MB a second", "alignments", "memory, MB"
    )
    measured = []
    for megabytes in scales:
        folder = work / f"scale{megabytes}"
        write(folder, megabytes * 1_000_000, 5_000)
        command = [sys.executable, "-c", SCALING, str(folder)]
        result = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        seconds, found, memory = map(float, result.stdout.split())
        measured.append((megabytes, seconds))
        row(megabytes, f"{seconds:.1f}", f"{megabytes / seconds:.1f}", f"{found:,.0f}", f"{memory:.0f}")
        shutil.rmtree(folder)
    (small, first), (large, last) = measured[max(0, len(measured) - 3)], measured[-1]
    if large > small:
        print(f"\nExponent from {small} to {large} MB: {math.log(last / first) / math.log(large / small):.2f}")


PARTS = {"startup": startup, "filter": filtering, "search": searching, "reuse": reuse, "scaling": scaling}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--peers", type=Path, help="Folder of the environment of the other programs.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        needs_peers = not options.parts or {"startup", "reuse"} & set(options.parts)
        commands = install(options.peers or work / "peers") if needs_peers else work
        load = os.getloadavg()[0]
        print(f"{date.today()}, {os.cpu_count()} cores (load {load:.1f}), Python {platform.python_version()}")
        for part in options.parts or PARTS:
            PARTS[part](commands, work)


if __name__ == "__main__":
    main()
