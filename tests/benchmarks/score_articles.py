"""Exact-line F1 of story starts.

    python -m tests.benchmarks.score_articles GOLD.json FILES [MODEL]

GOLD maps the name of each file in the folder FILES to its labelled starts: [{"line": 1, "kind": "article", "sure":
true}, …], lines from 1, kinds "article", "post" or "residue". A start may have other lines that are as good ("alt":
[2, 3]) and a "source". MODEL is a file, the one that comes along by default, or a pattern such as `model-{}.npz`: each
file is then scored by the model that was trained without its most common source.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from reader.text.articles import Kind, articles
from reader.text.model import Model, default_model, load_model


def pk_and_window_diff(lines: int, gold: set[int], found: set[int]) -> tuple[float, float]:
    """Error rates of segmentation (Beeferman 1999; Pevzner and Hearst 2002) with half the mean length as window."""
    window = min(max(2, round(lines / (len(gold) + 1) / 2)), lines - 1)
    wrong = differ = 0
    for i in range(1, lines - window + 1):
        a = sum(i < s <= i + window for s in gold)
        b = sum(i < s <= i + window for s in found)
        wrong += (a == 0) != (b == 0)
        differ += a != b
    total = max(1, lines - window)
    return wrong / total, differ / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("files", type=Path)
    parser.add_argument("model", nargs="?", default="")
    parser.add_argument("--all-kinds", action="store_true", help="posts and residue count as predicted starts too")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = json.loads(options.gold.read_text(encoding="utf-8"))
    models: dict[str, Model] = {}
    hits = misses = alarms = right_kind = labelled = 0
    pks, diffs = [], []
    for name, rows in gold.items():
        text = (options.files / name).read_text(encoding="utf-8")
        source = Counter(r["source"] for r in rows if r.get("source")).most_common(1)
        path = options.model.format(source[0][0] if source else "")
        if not path:
            models[path] = default_model()
        elif path not in models:
            with Path(path).open("rb") as file:
                models[path] = load_model(file)
        spans = articles(text, models[path])
        lines = {text.count("\n", 0, a.start) + 1: a for a in spans}
        found = {n for n, a in lines.items() if options.all_kinds or a.kind is Kind.ARTICLE} - {1}
        need = [
            {r["line"], *r.get("alt", ())} for r in rows if r["line"] > 1 and r["sure"] and r.get("kind") == "article"
        ]
        optional = [r for r in rows if r["line"] == 1 or not r["sure"] or r.get("kind") != "article"]
        free = {n for r in optional for n in (r["line"], *r.get("alt", ()))}
        hit = sum(bool(lines_ & found) for lines_ in need)
        wrong = found - free - {n for lines_ in need for n in lines_}
        hits, misses, alarms = hits + hit, misses + len(need) - hit, alarms + len(wrong)
        first = {min(lines_) for lines_ in need}
        pk, diff = pk_and_window_diff(text.rstrip("\n").count("\n") + 1, first, found - free)
        pks.append(pk)
        diffs.append(diff)
        for row in rows:
            kind = {"tweet": "post"}.get(row["kind"], row["kind"])
            offset = sum(len(x) + 1 for x in text.split("\n")[: row["line"] - 1])
            owner = next(a for a in spans if a.start <= offset < a.end)
            labelled += 1
            right_kind += owner.kind == kind
        score = 2 * hit / max(1, len(need) + hit + len(wrong))
        missed = [min(lines_) for lines_ in need if not lines_ & found]
        print(f"{score:.3f} {name}  missed {missed} wrong {sorted(wrong)}")
        if options.errors:
            shown = ["", *text.split("\n"), ""]
            for n in sorted({*missed, *wrong}):
                mark = "WRONG" if n in wrong else "MISS"
                print("   ", mark, n, "|", shown[n - 1][:70], "||", shown[n][:110], "|", shown[n + 1][:60])
    precision, recall = hits / max(1, hits + alarms), hits / max(1, hits + misses)
    score = 2 * hits / max(1, 2 * hits + misses + alarms)
    print(f"P {precision:.3f} R {recall:.3f} F1 {score:.3f}")
    print(
        f"Pk {sum(pks) / len(pks):.3f} WD {sum(diffs) / len(diffs):.3f} kinds {right_kind / labelled:.3f} ({labelled})"
    )


if __name__ == "__main__":
    main()
