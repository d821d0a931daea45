"""The finder's figures: time of a key, against fzf on the same list, agreement with fzf's order, recall of typos.

    python -m tests.benchmarks.find_titles --titles 100000 --titles 1000000

Times are of the engine alone: CPU and wall, so that a busy machine can be told from a slow program.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reader.find.fuzzy import Titles, search
from reader.find.pattern import parse
from tests.benchmarks.find_headlines import headlines, keystrokes, queries, typo_queries

KEYS: Final = 200
QUERIES: Final = 300
FZF_KEYS: Final = 20
"""Keys that are also timed through fzf, evenly taken from the script: at a million titles each takes it a second."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def measure(count: int, asked: int, fzf: str | None) -> None:
    """Print the figures for a list of `count` titles, with `asked` queries."""
    listed = headlines(count)
    titles = Titles(listed)
    began = time.process_time()
    titles.prepare()
    print(f"\n{count:,} titles (prepared in {(time.process_time() - began) / count * 1e6:.1f} us a title)")
    for warm_up in ("zel", "a b", "zelnesky"):
        search(titles, parse(warm_up))
    script = keystrokes(listed, KEYS)
    cpu, wall = [], []
    for key in script:
        cpu_began, wall_began = time.process_time(), time.perf_counter()
        search(titles, parse(key))
        cpu.append((time.process_time() - cpu_began) * 1e3)
        wall.append((time.perf_counter() - wall_began) * 1e3)
    print(f"key to list, {KEYS} keys: CPU p50 {percentile(cpu, 0.5):.1f} p95 {percentile(cpu, 0.95):.1f} ms, ", end="")
    print(f"wall p50 {percentile(wall, 0.5):.1f} p95 {percentile(wall, 0.95):.1f} max {max(wall):.1f} ms")
    typo_recall(listed, titles, asked)
    if fzf is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "titles")
            path.write_text("\n".join(listed) + "\n", encoding="utf-8")
            against_fzf(fzf, path, listed, titles, script, asked)


def typo_recall(listed: Sequence[str], titles: Titles, count: int) -> None:
    """Print how often a title is found by some of its words, one of them with a typo."""
    found = found_among_typos = 0
    asked = typo_queries(listed, count)
    cpu = []
    for wanted, query in asked:
        began = time.process_time()
        hits = search(titles, parse(query)).hits
        cpu.append((time.process_time() - began) * 1e3)
        exact = [listed[hit.index] for hit in hits if hit.tier == "exact"]
        typos = [listed[hit.index] for hit in hits if hit.tier == "typo"]
        found += wanted in (exact + typos)[:10]
        found_among_typos += wanted in exact[:10] + typos[:10]
    print(f"one typo, {count} queries: title in the first ten of the list {found / len(asked):.1%}, ", end="")
    print(f"of its tier {found_among_typos / len(asked):.1%}; CPU p95 {percentile(cpu, 0.95):.1f} ms")


def fzf_filter(fzf: str, path: Path, query: str) -> list[str]:
    """What fzf lists for a query, best first."""
    with path.open(encoding="utf-8") as lines:
        answer = subprocess.run([fzf, "--filter", query], stdin=lines, capture_output=True, check=False)
    return answer.stdout.decode().split("\n")[:-1]


def against_fzf(fzf: str, path: Path, listed: Sequence[str], titles: Titles, script: Sequence[str], count: int) -> None:
    """Print the time of fzf for some of the keys, and how far the orders agree."""
    ours = theirs = 0.0
    for key in script[:: KEYS // FZF_KEYS]:
        began = time.perf_counter()
        search(titles, parse(key))
        ours += time.perf_counter() - began
        began = time.perf_counter()
        fzf_filter(fzf, path, key)
        theirs += time.perf_counter() - began
    print(f"fzf --filter, {FZF_KEYS} of the keys: {theirs / FZF_KEYS * 1e3:.0f} ms a key, {theirs / ours:.0f} x ours")
    first = overlap = 0.0
    asked = queries(listed, count)
    for query in asked:
        expected = fzf_filter(fzf, path, query)[:10]
        hits = [listed[hit.index] for hit in search(titles, parse(query)).hits if hit.tier == "exact"][:10]
        first += expected[:1] == hits[:1]
        shared = sum((Counter(expected) & Counter(hits)).values())
        overlap += shared / max(len(expected), len(hits)) if expected or hits else 1.0
    print(f"agreement with fzf, {count} queries: first {first / count:.1%}, top ten {overlap / count:.1%}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--titles", type=int, action="append", help="length of a list; may be given again")
    arguments.add_argument("--queries", type=int, default=QUERIES, help="queries for agreement and typos")
    arguments.add_argument("--without-fzf", action="store_true", help="leave the comparison out")
    given = arguments.parse_args()
    program = None if given.without_fzf else shutil.which("fzf")
    for length in given.titles or [100_000]:
        measure(length, given.queries, program)
