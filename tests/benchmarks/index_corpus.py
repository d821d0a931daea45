"""Text in the shape of news dumps, any amount of it, the same every time: for measuring, not for judging quality.

Words are made of syllables and drawn by Zipf's law, sentences form paragraphs, paragraphs stories of 3 to 12 lines,
stories stand one after the other in files without a separator, as scrapers leave them. One story in ten is told again
elsewhere with some of its words changed.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

VOCABULARY = 60_000
REPEATED_SHARE = 0.1
CHANGED_WORDS = 0.05
SYLLABLES = [
    consonant + vowel for consonant in (*"bcdfghklmnprstvw", "st", "tr", "pl", "ch") for vowel in (*"aeiou", "ai", "ou")
]


def vocabulary(random: Random) -> list[str]:
    """Distinct words, short ones first, as frequent words are."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        count = 1 + min(4, len(words) // 200 if len(words) < 800 else random.choice((1, 2, 2, 3)))
        words["".join(random.choices(SYLLABLES, k=count))[: 2 + 3 * count]] = None
        if len(words) < 200 and len(words) >= 120:
            words["".join(random.choices(SYLLABLES, k=2))] = None
    return list(words)


class Corpus:
    """Stories without end."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)
        self._words = vocabulary(self._random)
        self._weights = [1 / (rank + 2.7) for rank in range(VOCABULARY)]
        total = 0.0
        self._cumulated = [total := total + weight for weight in self._weights]
        self._told: list[str] = []

    def story(self) -> str:
        """A story: paragraphs of one line each, a title first."""
        random = self._random
        if self._told and random.random() < REPEATED_SHARE:
            return self._again(random.choice(self._told))
        names = [word.capitalize() for word in random.choices(self._words[1000:], k=6)]
        lines = [" ".join([random.choice(names), *self._draw(random.randrange(4, 9))]).capitalize()]
        for _ in range(random.randrange(3, 13)):
            sentences = []
            for _ in range(random.randrange(1, 5)):
                words = self._draw(random.randrange(8, 28))
                words[random.randrange(len(words))] = random.choice(names)
                sentences.append(" ".join(words).capitalize() + ".")
            lines.append(" ".join(sentences))
        text = "\n".join(lines) + "\n"
        if len(self._told) < 5000:
            self._told.append(text)
        else:
            self._told[random.randrange(5000)] = text
        return text

    def _again(self, text: str) -> str:
        random = self._random
        words = text.split(" ")
        for _ in range(int(CHANGED_WORDS * len(words))):
            words[random.randrange(len(words))] = self._draw(1)[0]
        return " ".join(words)

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._cumulated, k=count)

    def texts(self, size: int, file_size: int) -> Iterator[list[str]]:
        """Files as lists of stories, `size` characters in all, about `file_size` each."""
        made = 0
        while made < size:
            stories: list[str] = []
            length = 0
            while length < file_size:
                stories.append(self.story())
                length += len(stories[-1])
            made += length
            yield stories


def write(folder: Path, size: int, file_size: int, seed: int = 1) -> int:
    """Write the files of a corpus; how many there are."""
    count = 0
    for stories in Corpus(seed).texts(size, file_size):
        target = folder / f"{count // 1000:03}" / f"{count:06}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(stories), encoding="utf-8")
        count += 1
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--file-kilobytes", type=float, default=100)
    options = parser.parse_args()
    print(write(options.folder, int(options.megabytes * 1e6), int(options.file_kilobytes * 1e3)))
