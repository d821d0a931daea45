"""Learn where stories start: `python -m tests.benchmarks.train_articles DATA.jsonl OUT.npz [--without SOURCE]`.

DATA holds one article a line: {"source", "cluster", "title", "dek", "paras": [paragraph, ...]}. The sources are dealt
into two folds; each fold's files are judged by what the other fold taught, so that every opinion that the second pass
learns from is one about a newspaper never seen. Needs the extra `training`; the program itself needs numpy only.
"""

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from reader.text.cues import Language, hashed_pairs
from reader.text.paragraphs import paragraphs
from reader.text.segmentation import Model, Page, first_cues, page, second_cues
from reader.text.tokens import hash_word, read
from reader.text.trees import Trees
from tests.benchmarks.article_corpus import Sample, Scribe, Story, known_words

COMMON_WORDS = 6000
BUCKETS_BITS = 14
FILES_OF_A_FOLD = 260
DEPTH = 6
TREES = (220, 220)


def load(path: Path) -> list[Story]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [
        Story(r["source"], str(r.get("cluster")), r.get("title") or "", r.get("dek") or "", tuple(" ".join(p.split()) for p in r["paras"] if p.strip()))
        for r in rows
    ]  # fmt: skip


def learn_language(stories: Sequence[Story]) -> Language:
    common, rarity = _common_words(stories)
    blank = np.zeros(1 << BUCKETS_BITS, np.float32)
    language = Language(common, rarity, blank, blank)
    leads, ends = (_voice(stories, language, last) for last in (False, True))
    return Language(common, rarity, leads, ends)


def _common_words(stories: Sequence[Story]) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Words that are written small, with the share of documents that do without them, on a logarithmic scale."""
    counts: Counter[str] = Counter()
    weights: Counter[str] = Counter(s.source for s in stories)
    for story in stories:
        words = {w for p in story.paragraphs for w in _small_words(p)}
        for word in words:
            counts[word] += 1 / weights[story.source]
    total = len(weights)
    kept = {w: n for w, n in counts.most_common(COMMON_WORDS) if n > 0}
    for word in known_words():
        kept.setdefault(word, total * 0.01)
    scale = np.log(400)
    table = {hash_word(w): float(np.clip(np.log(total / n) / scale, 0, 1)) for w, n in kept.items()}
    hashes = np.array(sorted(table), np.uint32)
    rarity = np.array([table[h] for h in hashes.tolist()], np.float32)
    return hashes, np.where(rarity < 0.12, 0, rarity).astype(np.float32)


def _small_words(paragraph: str) -> list[str]:
    word, found = "", []
    for character in paragraph + " ":
        if character.isalnum():
            word += character
        else:
            if word and word.islower():
                found.append(word)
            word = ""
    return found


def _voice(stories: Sequence[Story], language: Language, last: bool) -> NDArray[np.float32]:
    """Weights of masked words by logistic regression: is this paragraph the first (the last) of its story?"""
    text, wanted, weight = [], [], []
    share = Counter(s.source for s in stories)
    for story in stories:
        for i, paragraph in enumerate(story.paragraphs):
            text.append(paragraph.replace("\n", " "))
            wanted.append(i == (len(story.paragraphs) - 1 if last else 0))
            weight.append(1 / share[story.source])
    joined = "\n".join(text)
    spans = paragraphs(joined)
    assert len(spans) == len(text)
    buckets, rows = hashed_pairs(read(joined, spans).tokens, language.common, BUCKETS_BITS)
    size = np.sqrt(np.maximum(np.bincount(rows, minlength=len(text)), 1))
    matrix = csr_matrix((1 / size[rows], (rows, buckets)), shape=(len(text), 1 << BUCKETS_BITS))
    model = LogisticRegression(C=20, max_iter=200, solver="liblinear")
    importance = np.array(weight) / np.mean(weight)
    model.fit(matrix, np.array(wanted), sample_weight=importance)
    return model.coef_[0].astype(np.float32)


class Study:
    """Files, their pages and which of the gaps start a story."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.samples = samples
        self.pages: list[Page] = []
        self.wanted: list[NDArray[np.bool_]] = []
        for sample in samples:
            sheet = page(sample.text, paragraphs(sample.text))
            starts = sheet.paragraphs.starts[sheet.body]
            # A lead that was taken for a part of the page's frame leaves its start to the next paragraph.
            owners = np.searchsorted(starts, np.array(sorted(sample.starts)))
            wanted = np.zeros(len(starts), bool)
            wanted[owners[owners < len(starts)]] = True
            self.pages.append(sheet)
            self.wanted.append(wanted)

    def labels(self) -> NDArray[np.bool_]:
        return np.concatenate([w[1:] for w in self.wanted])

    def weights(self) -> NDArray[np.float32]:
        return np.concatenate([np.full(max(0, len(w) - 1), 1.0, np.float32) for w in self.wanted])


def fit_trees(values: NDArray[np.float32], wanted: NDArray[np.bool_], trees: int, seed: int = 1) -> Trees:
    model = CatBoostClassifier(
        iterations=trees, depth=DEPTH, learning_rate=0.12, l2_leaf_reg=6, random_seed=seed, border_count=64, thread_count=2,
        rsm=0.35, bootstrap_type="Bernoulli", subsample=0.8, logging_level="Silent", allow_writing_files=False,
    )  # fmt: skip
    model.fit(values, wanted.astype(int))
    return export(model)


def export(model: CatBoostClassifier) -> Trees:
    """Questions and leaves of a trained model as arrays."""
    path = Path("/tmp") / f"trees-{zlib.crc32(repr(id(model)).encode())}.json"  # noqa: S108
    model.save_model(str(path), format="json")
    data = json.loads(path.read_text())
    path.unlink()
    columns = np.zeros((len(data["oblivious_trees"]), DEPTH), np.int16)
    borders = np.full((len(data["oblivious_trees"]), DEPTH), np.inf, np.float32)
    leaves = np.zeros((len(data["oblivious_trees"]), 1 << DEPTH), np.float32)
    for row, tree in enumerate(data["oblivious_trees"]):
        for level, split in enumerate(tree["splits"] or []):
            columns[row, level] = split["float_feature_index"]
            borders[row, level] = split["border"]
        leaves[row, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = data["scale_and_bias"]
    return Trees(columns, borders, leaves * scale, float(bias[0] if isinstance(bias, list) else bias))


def train(stories: Sequence[Story], files: int = FILES_OF_A_FOLD, seed: int = 7) -> Model:
    order = [s for s, _ in Counter(s.source for s in stories).most_common()]
    halves = [set(order[0::2]), set(order[1::2])]
    folds = [[s for s in stories if s.source in half] for half in halves]
    languages = [learn_language(fold) for fold in folds]
    studies = []
    for number, fold in enumerate(folds):
        scribe = Scribe(seed + number)
        names = sorted({s.source for s in fold})
        pools = [[s for s in fold if s.source == name] for name in names] + ([fold] if len(names) > 1 else [])
        balanced = [scribe.sample(pools[i % len(pools)]) for i in range(files)]
        studies.append(Study(balanced))
    seen = []
    for number, study in enumerate(studies):
        seen.append(
            [first_cues(s.text, p, languages[1 - number]) for s, p in zip(study.samples, study.pages, strict=True)]
        )
    values = [np.concatenate([c.values[1:] for _, c in part]) for part in seen]
    labels = [study.labels() for study in studies]
    early = [fit_trees(values[i], labels[i], TREES[0]) for i in (0, 1)]
    second = [
        second_cues(c, early[1 - number](c.values), reading, languages[1 - number]).values[1:]
        for number, part in enumerate(seen)
        for reading, c in part
    ]
    first_final = fit_trees(np.concatenate(values), np.concatenate(labels), TREES[0])
    second_final = fit_trees(np.concatenate(second), np.concatenate(labels), TREES[1])
    return Model(learn_language(stories), first_final, second_final, 0.5, 0.7)


def save(model: Model, path: Path) -> None:
    language = model.language
    arrays: dict[str, NDArray[np.generic]] = {"common": language.common, "rarity": language.rarity.astype(np.float16)}
    for name, weights in (("leads", language.leads), ("ends", language.ends)):
        scale = np.float32(np.abs(weights).max() / 127)
        arrays[name] = np.round(weights / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale
    for name, trees in (("first", model.first), ("second", model.second)):
        arrays[f"{name}_columns"], arrays[f"{name}_borders"] = trees.columns, trees.borders
        arrays[f"{name}_leaves"], arrays[f"{name}_bias"] = trees.leaves.astype(np.float16), np.float64(trees.bias)
    arrays["threshold"], arrays["gate"] = np.float64(model.threshold), np.float64(model.gate)
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", action="append", default=[], help="leave a source out, to be judged on it")
    parser.add_argument("--files", type=int, default=FILES_OF_A_FOLD)
    options = parser.parse_args()
    stories = [s for s in load(options.data) if s.source not in options.without and len(s.paragraphs) >= 3]
    save(train(stories, options.files), options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
