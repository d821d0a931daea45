"""Learn where stories start: `python -m tests.benchmarks.train_articles 'model-{}.npz' DATA.jsonl...`.

DATA holds one article a line: {"source", "title", "dek", "paras": [paragraph, ...]}; `article_paragraphs` makes such a
file of a table of news, and `stories.jsonl` beside this file holds some that were written for it, all invented, in
twelve languages: short ones, of which newspapers on the web have few, others in the manner of two hundred newsrooms,
each of which tells running topics, and events that others tell as well, and long ones of several threads. None of these
is in `dumps`. The more newsrooms there are, the better are newspapers judged that were not seen: with 402, 629, 769 and
1,308 written stories the average precision of one is .857, .866, .869 and .877; with 326 long ones more .881. By 722
further long ones (`long4` to `long7` and `rulong2`) only larger networks gain (`WIDTH` in `train_network`).
Sources are newspapers; those whose names begin alike up to a slash are one group. What is learned of the words of leads
is shown to the networks on newspapers that it has not seen, so that they learn how far to trust it on new ones. Needs
the extra `training`; the program itself needs numpy only.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from reader.text.cues import hashed_pairs, masked
from reader.text.language import Language, look_up
from reader.text.model import Model, load_model
from reader.text.network import Networks, probability
from reader.text.page import page
from reader.text.paragraphs import paragraphs
from reader.text.prose import read_prose
from reader.text.tokens import hash_word, read
from tests.benchmarks.article_corpus import Scribe, Story, known_words, load
from tests.benchmarks.train_network import fit_networks

COMMON_WORDS = 6000
BUCKETS_BITS = 14
FILES_OF_A_SOURCE = 2000
"""Files put together of the stories of each newspaper. The more there are, the better are newspapers judged that were
not seen: of one the average precision rises from .80 with 150 files to .82 with 450 and .84 with 1500."""
FILES_A_STORY = 12
"""Files at most, for each of its stories: of a newspaper of a few dozen, more of them are the same again."""
STORIES_OF_A_SOURCE = 600
THRESHOLD = 0.4
"""Chance from which a gap starts a story. On 600 recombined files of each of five newspapers, judged by networks that
have not seen their group, .3, .35, .4 and .45 have a mean F1 of .853, .857, .859 and .860; of the 84 starts in `dumps`
they find 72, 69, 63 and 59, with 15, 13, 9 and 7 wrong."""
GATE = 0.95
"""Of 1,679 texts that hold one piece, 22 are cut by networks that have not seen their newspaper. Earlier ones cut 25,
and 37 with .92 and `SEVERAL` of 1.5 in `reader.text.segmentation`, where they found as many starts in `dumps`."""


def learn_language(stories: Sequence[Story]) -> Language:
    """Common words and the words of first and last paragraphs, from as many stories of each newspaper."""
    share: Counter[str] = Counter()
    chosen = []
    for story in stories:
        share[story.source] += 1
        if share[story.source] <= STORIES_OF_A_SOURCE:
            chosen.append(story)
    stories = chosen
    common, rarity = _common_words(stories)
    blank = np.zeros(1 << BUCKETS_BITS, np.float32)
    return Language(common, rarity, *_ends(stories, Language(common, rarity, blank, blank)))


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


def _ends(stories: Sequence[Story], language: Language) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights of masked words by logistic regression: is this paragraph the first of its story, or the last?"""
    share = Counter(s.source for s in stories)
    every = [(story, i) for story in stories for i in range(len(story.paragraphs))]
    joined = "\n".join(story.paragraphs[i].replace("\n", " ") for story, i in every)
    spans = paragraphs(joined)
    assert len(spans) == len(every)
    tokens = read(joined, spans).tokens
    words = masked(tokens, look_up(tokens, language), language)
    from_the_end = np.bincount(tokens.paragraph)[tokens.paragraph] - 1 - tokens.place
    importance = np.array([1 / share[story.source] for story, _ in every])
    firsts = np.array([i == 0 for _, i in every])
    lasts = np.array([i == len(story.paragraphs) - 1 for story, i in every])

    def learn(place: NDArray[np.int64], wanted: NDArray[np.bool_]) -> NDArray[np.float32]:
        buckets, rows = hashed_pairs(words, tokens.paragraph, place, BUCKETS_BITS)
        buckets, rows = buckets.ravel(), np.tile(rows, len(buckets))
        size = np.sqrt(np.maximum(np.bincount(rows, minlength=len(every)), 1))
        matrix = csr_matrix((1 / size[rows], (rows, buckets)), shape=(len(every), 1 << BUCKETS_BITS))
        model = LogisticRegression(C=4, max_iter=200, solver="liblinear")
        model.fit(matrix, wanted, sample_weight=importance / importance.mean())
        return model.coef_[0].astype(np.float32)

    return learn(tokens.place, firsts), learn(from_the_end, lasts)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """The cues of files of one newspaper, read with what those of other groups taught of the language, `[gaps, cues]`
    of each, and which gaps start a story."""

    source: str
    pages: list[NDArray[np.float16]]
    wanted: list[NDArray[np.bool_]]


def group(source: str) -> str:
    """The newspapers that are left out together, since one teaches what the others look like."""
    return source.split("/")[0]


def study(source: str, stories: Sequence[Story], language: Language, files: int, seed: int) -> Study:
    scribe = Scribe(seed)
    alike = likeness(stories)
    pages, wanted = [], []
    for _ in range(files):
        sample = scribe.sample(stories, alike)
        sheet = page(sample.text, paragraphs(sample.text))
        starts = sheet.paragraphs.starts[sheet.prose]
        if not len(starts):  # a brief of which every line looks like the frame of a page
            continue
        # A title, or a lead that was taken for a part of the page's frame, leaves its start to the next paragraph.
        owners = np.searchsorted(starts, np.array(sorted(sample.starts)))
        marks = np.zeros(len(starts), bool)
        marks[owners[owners < len(starts)]] = True
        pages.append(read_prose([sample.text], [sheet], language).cues.values.astype(np.float16))
        wanted.append(marks)
    return Study(source, pages, wanted)


def mixture(stories: Sequence[Story], files: int) -> Study:
    """Files in which newspapers stand side by side; one half of the stories teaches the words of leads, the
    other is read."""
    share: Counter[str] = Counter()
    chosen = []
    for story in stories[1::2]:
        share[story.source] += 1
        if share[story.source] <= STORIES_OF_A_SOURCE // 5:
            chosen.append(story)
    return study("mixed", chosen, learn_language(stories[::2]), files, 99)


def likeness(stories: Sequence[Story], nearest: int = 10) -> list[list[int]]:
    """Indices of the stories whose words are most like those of each."""
    matrix = TfidfVectorizer(max_features=20000, sublinear_tf=True, stop_words="english").fit_transform(
        [" ".join(s.paragraphs) for s in stories]
    )
    found: list[list[int]] = []
    for low in range(0, len(stories), 500):
        close = (matrix[low : low + 500] @ matrix.T).toarray()
        best = np.argsort(-close, axis=1)[:, 1 : nearest + 1]
        found += best.tolist()
    return found


def networks(studies: Sequence[Study], start: Networks | None = None) -> Networks:
    """Networks that see the files of several newspapers, each of which counts as much as the others, or less if it has
    fewer files."""
    most = max(len(s.pages) for s in studies)
    return fit_networks(
        [values for s in studies for values in s.pages],
        [marks for s in studies for marks in s.wanted],
        [1e4 / sum(map(len, s.wanted)) * len(s.pages) / most for s in studies for _ in s.pages],
        start=start,
    )


def report_thresholds(judge: Study, model: Model) -> None:
    """Print F1 on a newspaper never seen at several thresholds."""
    chance = probability(
        np.concatenate([model.networks(page.astype(np.float32), [len(page)])[1:] for page in judge.pages])
    )
    wanted = np.concatenate([marks[1:] for marks in judge.wanted])
    print(judge.source, end="", flush=True)
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        found = chance >= threshold
        score = 2 * (found & wanted).sum() / max(1, found.sum() + wanted.sum())
        print(f"  {threshold}: {score:.3f}", end="")
    print(flush=True)


def save(model: Model, path: Path) -> None:
    language = model.language
    arrays: dict[str, NDArray[np.generic]] = {"common": language.common, "rarity": language.rarity.astype(np.float16)}
    arrays |= _in_bytes("leads", language.leads) | _in_bytes("closings", language.closings)
    nets = model.networks
    arrays["mean"], arrays["scale"] = nets.mean, nets.scale
    layers = {"entry": nets.entry, "usual": nets.usual, "verdict": nets.verdict}
    layers |= {f"beside{number}": layer for number, layer in enumerate(nets.convolutions)}
    for name, layer in layers.items():
        arrays |= _in_bytes(f"{name}_weights", layer.weights, axis=1) | {f"{name}_bias": layer.bias}
    arrays["threshold"], arrays["gate"] = np.float64(model.threshold), np.float64(model.gate)
    np.savez_compressed(path, **arrays)


def _in_bytes(name: str, weights: NDArray[np.float32], axis: int | None = None) -> dict[str, NDArray[np.generic]]:
    """Weights rounded to 254 parts of the range that those along an axis have, half the size of their halves."""
    scale = np.asarray(np.abs(weights).max(axis=axis, keepdims=axis is not None) / 127, np.float32)
    return {name: np.round(weights / np.where(scale > 0, scale, 1)).astype(np.int8), f"{name}_scale": scale}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", help="a pattern such as model-{}.npz")
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--files", type=int, default=FILES_OF_A_SOURCE)
    parser.add_argument("--without", nargs="*", default=[""], help="groups, for each a model that has not seen it")
    parser.add_argument("--onward", help="a pattern of models with fewer cues, whose networks go on learning")
    options = parser.parse_args()
    stories = [s for data in options.data for s in load(data) if len(s.paragraphs) >= 3]
    sources = [s for s, _ in Counter(s.source for s in stories).most_common()]
    taught = {
        name: learn_language([s for s in stories if group(s.source) != name]) for name in {"", *map(group, sources)}
    }
    studies = []
    for number, source in enumerate(sources):
        own = [s for s in stories if s.source == source]
        files = min(options.files, FILES_A_STORY * len(own))
        studies.append(study(source, own, taught[group(source)], files, 7 + number))
    for judge in options.without:
        seen = [s for s in studies if group(s.source) != judge]
        mixed = mixture([s for s in stories if group(s.source) != judge], options.files)
        language, start = taught[judge], None
        if options.onward:
            with Path(options.onward.format(judge)).open("rb") as file:
                known = load_model(file)
            language, start = known.language, known.networks
        model = Model(language, networks([*seen, mixed], start), THRESHOLD, GATE)
        path = Path(options.out.format(judge))
        save(model, path)
        print(f"{path}: {path.stat().st_size:,} bytes", flush=True)
        for own_study in (s for s in studies if group(s.source) == judge):
            report_thresholds(own_study, model)


if __name__ == "__main__":
    main()
