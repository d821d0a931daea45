"""From key to screen: how long the reader takes to answer, through a pseudo-terminal.

    python -m tests.benchmarks.index_corpus LIBRARY --megabytes 235 --file-kilobytes 60     about 3,900 files
    python -m reader index LIBRARY
    python -m tests.benchmarks.screen_latency LIBRARY

`frame` is the time to the last byte of the first frame, `settled` to the last byte of all, `cpu` what the program
computed. The best of some runs counts where others use the machine.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.index_corpus import Corpus
from tests.benchmarks.pty_reader import Answer, PtyReader, percentile, running

TARGETS = {"j k": 20, "page down, up": 33, "next article": 50, "resize, 1 MB": 80}
"""Milliseconds that 95 of 100 answers should take at most."""


def presses(reader: PtyReader, keys: Sequence[bytes], times: int) -> list[Answer]:
    """The answers to keys pressed in turn."""
    return [reader.press(keys[at % len(keys)]) for at in range(times)]


def report(name: str, answers: Sequence[Answer]) -> None:
    """Print the median and the 95th percentile of what was measured."""
    cells = [f"{name:<16}"]
    for part in ("frame", "settled", "cpu"):
        values = [getattr(answer, part) for answer in answers]
        cells.append(f"{part} {percentile(values, 0.5):6.1f} {percentile(values, 0.95):6.1f}")
    cells.append(f"target {TARGETS[name]}" if name in TARGETS else "")
    print("   ".join(cells), flush=True)


def measure(library: Path, times: int) -> None:
    """Measure on a large library and on one long article."""
    print(f"milliseconds: median, 95th percentile; load {os.getloadavg()[0]:.1f}")
    with running([library]) as reader:
        reader.until(b"articles")
        reader.settle()
        report("contents j k", presses(reader, [b"j"] * 8 + [b"k"] * 4, times))
        report("contents pages", presses(reader, [b" "] * 4 + [b"b"] * 2, times))
        reader.press(b"\r")
        report("j k", presses(reader, [b"j"] * 8 + [b"k"] * 4, times))
        report("next article", presses(reader, [b"]"], times))
        report("page down, up", presses(reader, [b" "] * 4 + [b"b"] * 2, times))
        report("next repeat", presses(reader, [b")"], times))
    with tempfile.TemporaryDirectory() as folder:
        long_article(Path(folder))
        with running([folder]) as reader:
            reader.until(b"article")
            reader.settle()
            reader.press(b"\r")
            report("1 MB: j k", presses(reader, [b"j"] * 8 + [b"k"] * 4, times))
            report("1 MB: pages", presses(reader, [b" "] * 4 + [b"b"] * 2, times))
            sizes: list[Callable[[], Answer]] = [
                lambda columns=columns: reader.resize(columns, 36) for columns in (110, 120, 104, 116)
            ]
            report("resize, 1 MB", [sizes[at % len(sizes)]() for at in range(times // 3)])


def long_article(folder: Path) -> None:
    """One article of a megabyte: a single line is never divided."""
    text = " ".join(story.replace("\n", " ") for stories in Corpus(3).texts(1_000_000, 1_000_000) for story in stories)
    (folder / "long.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args()
    measure(options.library, options.times)
