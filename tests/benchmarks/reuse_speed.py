"""CPU seconds, peak memory and quality of text reuse on a generated collection.

    python tests/benchmarks/reuse_speed.py --documents 14000

Each run is a process of its own, so that the peak is its own. Quality is the share of the planted characters that were
found and the share of the found characters that were planted, boilerplate left out.
"""

import argparse
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from reuse_generator import generate  # noqa: E402

from reader.reuse.engine import find_reuse  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    named, truth, regions = generate(arguments.documents, arguments.seed)
    texts = [text for _, text in named]
    names = {name: i for i, (name, _) in enumerate(named)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = find_reuse(texts)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(texts)} documents, {sum(map(len, texts)) / 1e6:.1f} MB: {len(found)} alignments")
    print(f"{seconds:.2f} s of CPU, {peak / 1024:.0f} MB at the peak ({(peak - before) / 1024:.0f} above the texts)")

    by_pair = defaultdict(list)
    for x in found:
        by_pair[x.a.document, x.b.document].append(x)
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for row in truth:
        a, b = sorted((names[str(row[f"file_{s}"])], int(row[f"start_{s}"]), int(row[f"end_{s}"])) for s in "ab")
        best = 0.0
        for x in by_pair[a[0], b[0]]:
            both = [max(0, min(p.end, q[2]) - max(p.start, q[1])) for p, q in ((x.a, a), (x.b, b))]
            best = max(best, sum(both) / (a[2] - a[1] + b[2] - b[1]) if all(both) else 0.0)
        shares[str(row["grade"])].append(best)
    for grade, values in shares.items():
        print(f"  {grade:10} found {sum(values) / len(values):.3f} of {len(values)}")
    planted = {(names[str(row[f"file_{s}"])]) for row in truth for s in "ab"}
    looks = {(names[str(row["file"])]) for row in regions if row["kind"] != "boilerplate"}
    print(f"  files with planted passages {len(planted)}, with look-alikes {len(looks)}")


if __name__ == "__main__":
    main()
