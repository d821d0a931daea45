"""Collections with known reuse, made from a seed: planted passages in graded rewording, and what only looks like it.

    python tests/benchmarks/reuse_generator.py FOLDER --documents 1200 --seed 1

writes FOLDER/docs/*.txt, FOLDER/truth.jsonl (one planted pair a line: file_a, start_a, end_a, file_b, start_b, end_b,
grade, words; characters, half-open) and FOLDER/regions.jsonl (text planted in many files that is no reuse: file, start,
end, kind, group). Words are made up; their frequencies follow Zipf's law, and every document has a subject of its own.
"""

import argparse
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from pathlib import Path

SYLLABLES = [a + b + c for a in "bcdfghjklmnprstvwz" for b in "aeiou" for c in ("", "", "n", "r", "s", "l")]
GENERAL, SUBJECTS, SUBJECT_WORDS = 12_000, 400, 60
SUBJECT_SHARE = 0.25
BOILERPLATES, FRAMES, PHRASES = 4, 5, 16

Words = list[str]


@dataclass
class Page:
    """A document under way: paragraphs, and which of them are planted."""

    paragraphs: list[str] = field(default_factory=list)
    marks: list[tuple[int, int, int, object]] = field(default_factory=list)
    """(paragraph, start, end, what) with offsets inside the paragraph."""


class Author:
    """Writes prose of made-up words; the same seed writes the same prose."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 3))) for _ in range(GENERAL)]
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(GENERAL)))
        self.subjects = [
            ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(SUBJECT_WORDS)]
            for _ in range(SUBJECTS)
        ]

    def sentence(self, subject: Words, n: int | None = None) -> Words:
        """A sentence of n words, capital and full stop included."""
        n = n or self.random.randint(8, 28)
        words = self.random.choices(self.words, cum_weights=self.weights, k=n)
        for i in range(n):
            if self.random.random() < SUBJECT_SHARE:
                words[i] = self.random.choice(subject)
        words[0] = words[0].capitalize()
        words[-1] += "."
        return words

    def passage(self, subject: Words, n: int) -> Words:
        """Sentences that come to n words, the last one cut where it must."""
        words: Words = []
        while len(words) < n:
            words += self.sentence(subject)
        return words[:n]

    def edited(self, words: Words, share: float) -> Words:
        """A share of the words replaced, taken out, put in, or swapped with the next."""
        out: Words = []
        for word in words:
            if self.random.random() >= share:
                out.append(word)
                continue
            act = self.random.randrange(4)
            if act == 0:
                out.append(self.random.choice(self.words))
            elif act == 1:
                out += [word, self.random.choices(self.words, cum_weights=self.weights)[0]]
            elif act == 2 and out:
                out.insert(len(out) - 1, word)
        return out or list(words)

    def reordered(self, words: Words) -> Words:
        """Thirds in another order."""
        third = max(1, len(words) // 3)
        parts = [words[:third], words[third : 2 * third], words[2 * third :]]
        return [word for part in (parts[2], parts[0], parts[1]) for word in part]

    def elided(self, words: Words) -> Words:
        """The middle taken out."""
        n = len(words)
        return [*words[: int(n * 0.4)], "[...]", *words[int(n * 0.65) :]]

    def misread(self, words: Words) -> Words:
        """One letter in twenty wrong, as by a scanner."""
        return [
            "".join(self.random.choice(string.ascii_lowercase) if self.random.random() < 0.05 else c for c in word)
            for word in words
        ]

    def shouted(self, words: Words) -> Words:
        """Other case, quotes and spaces."""
        return [word.upper() if self.random.random() < 0.1 else word.replace(".", ".”") for word in words]

    def grades(self) -> dict[str, Callable[[Words], Words]]:
        """The kinds of rewording."""
        return {
            "verbatim": list,
            "surface": self.shouted,
            "edit05": lambda words: self.edited(words, 0.05),
            "edit10": lambda words: self.edited(words, 0.10),
            "edit20": lambda words: self.edited(words, 0.20),
            "edit30": lambda words: self.edited(words, 0.30),
            "reorder": self.reordered,
            "elide": self.elided,
            "combo": lambda words: self.shouted(self.edited(self.reordered(words), 0.10)),
            "ocr05": self.misread,
        }


def generate(
    documents: int, seed: int
) -> tuple[list[tuple[str, str]], list[dict[str, object]], list[dict[str, object]]]:
    """Names and texts of a collection, its planted pairs, and the regions that are no reuse."""
    author = Author(seed)
    rng = author.random
    pages = []
    for _ in range(documents):
        subject = rng.choice(author.subjects)
        paragraphs = [
            " ".join(word for _ in range(rng.randint(2, 5)) for word in author.sentence(subject))
            for _ in range(rng.randint(2, 12))
        ]
        pages.append(Page(paragraphs))
    grades = author.grades()
    cases = [grade for grade in grades for _ in range(max(1, documents // (3 * len(grades))))]
    for case, grade in enumerate(cases):
        words = author.passage(rng.choice(author.subjects), int(rng.triangular(15, 300, 30)))
        places = rng.sample(range(documents), rng.choice((2, 2, 2, 3)) if grade in ("verbatim", "surface") else 2)
        for n, place in enumerate(places):
            told = grades[grade](words) if n else words
            _plant(pages[place], " ".join(told), ("case", case, grade, len(words)), rng)
    for kind, texts in _look_alikes(author).items():
        for group, make in enumerate(texts):
            for place in rng.sample(range(documents), max(2, documents // 25)):
                _plant(pages[place], make(), (kind, group), rng)
    return _written(pages)


def _look_alikes(author: Author) -> dict[str, list[Callable[[], str]]]:
    """Makers of stock phrases, of sentences on one frame, and of boilerplate with a name in it."""

    def frame() -> Callable[[], str]:
        words = author.sentence(author.words[:500], 22)
        slots = author.random.sample(range(22), 9)
        return lambda: " ".join(author.random.choice(author.words) if i in slots else w for i, w in enumerate(words))

    def boilerplate() -> Callable[[], str]:
        words = author.passage(author.words[:500], 48)
        return lambda: " ".join([*words[:9], author.random.choice(author.words), *words[9:]])

    phrases = [" ".join(author.sentence(author.words[:300], author.random.randint(5, 9))) for _ in range(PHRASES)]
    return {
        "phrase": [lambda text=text: text for text in phrases],  # type: ignore[misc]
        "template": [frame() for _ in range(FRAMES)],
        "boilerplate": [boilerplate() for _ in range(BOILERPLATES)],
    }


def _plant(page: Page, text: str, what: object, rng: random.Random) -> None:
    """Put a paragraph of its own between two others."""
    at = rng.randint(0, len(page.paragraphs))
    page.paragraphs.insert(at, text)
    page.marks = [(p + (p >= at), start, end, mark) for p, start, end, mark in page.marks]
    page.marks.append((at, 0, len(text), what))


def _written(pages: list[Page]) -> tuple[list[tuple[str, str]], list[dict[str, object]], list[dict[str, object]]]:
    texts: list[tuple[str, str]] = []
    places: dict[object, list[tuple[str, int, int]]] = {}
    regions: list[dict[str, object]] = []
    for number, page in enumerate(pages):
        name = f"{number:06d}.txt"
        offsets = [0]
        for paragraph in page.paragraphs:
            offsets.append(offsets[-1] + len(paragraph) + 2)
        texts.append((name, "\n\n".join(page.paragraphs)))
        for paragraph, start, end, what in page.marks:
            low, high = offsets[paragraph] + start, offsets[paragraph] + end
            if what[0] == "case":  # type: ignore[index]
                places.setdefault(what, []).append((name, low, high))
            else:
                kind, group = what  # type: ignore[misc]
                regions.append({"file": name, "start": low, "end": high, "kind": kind, "group": f"{kind}{group}"})
    truth: list[dict[str, object]] = []
    for what, spans in places.items():
        _, case, grade, words = what  # type: ignore[misc]
        for (file_a, start_a, end_a), (file_b, start_b, end_b) in combinations(spans, 2):
            row = {"file_a": file_a, "start_a": start_a, "end_a": end_a, "file_b": file_b, "start_b": start_b}
            truth.append(row | {"end_b": end_b, "grade": grade, "words": words, "case": case})
    return texts, truth, regions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts, truth, regions = generate(arguments.documents, arguments.seed)
    docs = arguments.folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    for name, text in texts:
        (docs / name).write_bytes(text.encode())
    for file, rows in (("truth.jsonl", truth), ("regions.jsonl", regions)):
        (arguments.folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
