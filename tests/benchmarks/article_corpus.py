"""Files with known story starts, put together from single articles in the shapes that dumps of the web have."""

import json
import random
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.text.habits import OPENERS


@dataclass(frozen=True, slots=True)
class Story:
    """One article: a paragraph a line, the headline where it is known, and who printed it about which event."""

    source: str
    cluster: str
    title: str
    dek: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file and the character offsets at which its stories start."""

    text: str
    starts: frozenset[int]


def load(path: Path) -> list[Story]:
    """Stories of a file that holds one a line, as JSON."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [
        Story(r["source"], str(r.get("cluster")), r.get("title") or "", r.get("dek") or "",
        tuple(" ".join(p.split()) for p in r["paras"] if p.strip()))
        for r in rows
    ]  # fmt: skip


NAMES = [
    "Anna Ivanova",
    "Lee Park",
    "Marta Novak",
    "The Daily Post",
    "Osint Watch",
    "BBC News",
    "Иван Петров",
    "Kyiv Desk",
    "R. Costa",
    "Gazette",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
BARS = (
    "Advertisement", "Share this article", "Read more", "Read more: {title}", "Follow {name} on Twitter and Facebook.",
    "Click here to read the full story.", "Story continues below", "Sign up for our newsletter", "Related: {title}",
    "list of 3 itemslist 1 of 3list 2 of 3list 3 of 3end of list", "Facebook Twitter Email Print", "End of carousel",
    "See also: {title}", "Comments", "Читайте также: {title}", "Подписывайтесь на наш канал в Telegram",
)  # fmt: skip
FOOTERS = (
    "© {year} {name}. All rights reserved.", "Photo by {name}/Getty Images", "Last updated: {date}", "Source: {name}",
    "Copyright {year} The Associated Press. All rights reserved. This material may not be published or redistributed.",
    "(Reporting by {name}; Editing by {name})", "{name} is an independent, nonprofit news organization.",
    "The views expressed in this article are solely those of the author.", "This story has been updated.",
    "Источник: {name}", "Все права защищены.", "Published on {date}", "Source: {name} and news agencies",
)  # fmt: skip
SUBHEADS = ("What happens next", "Background", "The reaction", "A long road", "Why it matters", "Mounting pressure",
"What we know so far",
            "Questions remain", "The numbers", "Looking ahead")  # fmt: skip
SMALL_WORDS = """the a an of to in on at is are was were has have had be been for with and that it its as by from"""
FUNCTION_WORDS = frozenset(SMALL_WORDS.split())
SMALL = "abcdefghijklmnopqrstuvwxyz"
SENTENCE = re.compile(r"(?<=[a-z\d][.!?])\s+(?=[A-Z\"“])")
CYRILLIC = "абвгдежзиклмнопрстуфхцчшэюя"


BRIEF = 0.2
"""Share of the files that hold briefs: of each story no more than the first few paragraphs."""
BRIEFS = ((2, 4), (2, 5), (3, 6), (4, 8))
"""Fewest and most paragraphs of the stories of one such file."""


class Scribe:
    """Draws files from stories with a random generator of its own, so that every run makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sample(self, stories: Sequence[Story], alike: Sequence[Sequence[int]]) -> Sample:
        """One file in a random shape; one in nine holds a single story, the rest three to thirty.

        `alike[i]`: indices of the stories most like story i. Two accounts of one event are the hard case, so that
        neighbours are alike more often than not.
        """
        chance = self.random
        habit = {
            "bullets": chance.choice((0, 0, 0, 0, 0.4, 1)), "titles": chance.choice((0, 0, 0, 0, 0, 0, 1, 0.9)),
            "noise": chance.choice((0, 0, 0, 0.3, 0.6)), "subheads": chance.choice((0, 0, 0.15, 0.3, 0.5)),
            "byline": chance.choice((0, 0, 0, 0, 0, 0.5)), "numbered": chance.random() < 0.1,
            "merge": 0, "split": 0, "short": 0,
        }  # fmt: skip
        if chance.random() < 0.25:
            habit["merge"] = chance.choice((0, 0, 0.3, 0.6))
            habit["split"], habit["short"] = chance.choice((0, 0.5, 1)), chance.choice((0, 0, 0.5))
        promotion = self._promotion(stories) if chance.random() < 0.12 else ""
        brief = chance.choice(BRIEFS) if chance.random() < BRIEF else None
        size = 1 if chance.random() < 0.11 else chance.choice((3, 5, 8, 12, 18, 24, 30))
        lines: list[str] = []
        firsts: list[int] = []
        for story in self._neighbours(stories, alike, size, chance.choice((0, 0.3, 0.9) if brief else (0.3, 0.9, 1.0))):
            if brief:
                story = replace(story, paragraphs=story.paragraphs[: chance.randint(*brief)])
            told = self._tell(story, habit)
            if promotion and len(told) > 2 and chance.random() < 0.8:
                told.insert(chance.choice((2, chance.randint(2, len(told)), len(told))), promotion)
            if chance.random() < habit["noise"] * 0.8 and size > 1:
                lines += self._between(stories)
            firsts.append(len(lines))
            lines += told
            if chance.random() < habit["noise"]:
                lines.append(self._fill(chance.choice(FOOTERS + BARS), stories))
        if size > 3 and chance.random() < 0.06:
            low = firsts[size // 3]
            high = firsts[size // 3 + 1]
            firsts.append(len(lines))
            lines += lines[low:high]
        if chance.random() < 0.06:
            lines = self._cipher(lines)
        return self._join(lines, firsts)

    def _promotion(self, stories: Sequence[Story]) -> str:
        """A line that a page adds to each of its stories."""
        story = self.random.choice(stories)
        return SENTENCE.split(self.random.choice((story.title or story.paragraphs[0], *story.paragraphs)))[0]

    def single(self, story: Story) -> Sample:
        """One story with all that stands inside stories: sub-heads, bars, captions, a byline, bullets."""
        habit = {
            "bullets": 0.5,
            "titles": 0.5,
            "noise": 0.6,
            "subheads": 0.3,
            "byline": 0.5,
            "numbered": 0.1,
            "merge": 0,
            "split": 0,
            "short": 0,
        }
        return self._join(self._tell(story, habit), [0])

    def _neighbours(
        self, stories: Sequence[Story], alike: Sequence[Sequence[int]], size: int, topical: float
    ) -> list[Story]:
        closest = self.random.choice((1, 3, 10))
        chosen: list[int] = []
        used: set[int] = set()
        while len(chosen) < size:
            near: list[int] = []
            if chosen and self.random.random() < topical:
                near = [i for i in alike[chosen[-1]] if i not in used][:closest]
            number = self.random.choice(near) if near else self.random.randrange(len(stories))
            if number not in used or len(used) >= len(stories) // 2:
                chosen.append(number)
                used.add(number)
        return [stories[i] for i in chosen]

    def _tell(self, story: Story, habit: dict[str, float]) -> list[str]:
        chance = self.random
        lines = self._paragraphs(list(story.paragraphs), habit)
        if chance.random() < 0.04 and len(lines) > 3:
            del lines[0]
        if chance.random() < habit["subheads"] * 2 and len(lines) > 6:
            for place in sorted(self._joints(lines), reverse=True):
                words = re.findall(r"\w+", lines[place])
                at = chance.randint(0, max(0, len(words) - 4))
                made = " ".join(words[at : at + chance.randint(2, 5)]).capitalize()
                lines.insert(place, chance.choice(SUBHEADS) if chance.random() < 0.3 or not made else made)
                if habit["numbered"]:
                    lines[place] = f"{place}. {lines[place]}"
        if chance.random() < habit["noise"] * 0.4 and len(lines) > 4:
            lines.insert(chance.randint(2, len(lines) - 1), self._fill(chance.choice(BARS), [story]))
        if chance.random() < habit["noise"] * 0.3 and len(lines) > 4:
            place = chance.randint(2, len(lines) - 1)
            lines[place:place] = self._post(chance.choice(lines))
        head: list[str] = []
        if story.title and chance.random() < habit["titles"]:
            head.append(story.title)
        if story.dek and story.dek != lines[0] and chance.random() < 0.5 and habit["titles"]:
            head.append(story.dek)
        if chance.random() < habit["byline"]:
            head.append(f"By {chance.choice(NAMES)}")
        if chance.random() < habit["bullets"]:
            head += self._bullets(lines)
        return head + lines

    def _joints(self, lines: list[str]) -> list[int]:
        """Where sub-heads stand: at times anywhere, mostly where the least of what was said is said again."""
        wanted = self.random.randint(1, max(1, min(len(lines) // 4, 6)))
        places = list(range(2, len(lines) - 1))
        if self.random.random() < 0.3:
            return self.random.sample(places, min(wanted, len(places)))
        words = [{w[:6] for w in re.findall(r"\w{4,}", line.lower())} for line in lines]
        said = {
            i: len(set().union(*words[max(0, i - 4) : i]) & set().union(*words[i : i + 2])) / (len(words[i]) + 5)
            for i in places
        }
        chosen: list[int] = []
        for place in sorted(places, key=said.__getitem__):
            if len(chosen) < wanted and all(abs(place - other) > 1 for other in chosen):
                chosen.append(place)
        return chosen

    def _paragraphs(self, lines: list[str], habit: dict[str, float]) -> list[str]:
        """The same words in the paragraphs of another newspaper: put together, taken apart, or only the first few."""
        chance = self.random
        told: list[str] = []
        for line in lines:
            if told and chance.random() < habit["merge"] and len(told[-1]) < 700:
                told[-1] += " " + line
                continue
            sentences = SENTENCE.split(line)
            while len(sentences) > 1 and chance.random() < habit["split"]:
                size = chance.randint(1, 2)
                told.append(" ".join(sentences[:size]))
                del sentences[:size]
            if sentences:
                told.append(" ".join(sentences))
        if len(told) > 3 and chance.random() < max(0.06, habit["short"]):
            del told[chance.randint(2, min(len(told) - 1, 9)) :]
        return told

    def _bullets(self, lines: list[str]) -> list[str]:
        """Two to four sentences of the story, said shorter."""
        sentences = [s for line in lines for s in re.split(r"(?<=[.!?])\s+", line)[:1] if 30 < len(s) < 220]
        chosen = sentences[:1] + self.random.sample(sentences[1:], min(len(sentences[1:]), self.random.randint(1, 3)))
        drop = self.random.choice((0.0, 0.3, 0.6))
        bullets = []
        for sentence in chosen:
            words = [
                w
                for i, w in enumerate(sentence.split())
                if i == 0 or w.lower() not in FUNCTION_WORDS or self.random.random() > drop
            ]
            if len(words) > 14:
                words = words[: self.random.randint(10, 18)]
            bullets.append(" ".join(words).rstrip(",;:") + ("" if words[-1].endswith((".", "?", "!")) else "."))
        return bullets

    def _between(self, stories: Sequence[Story]) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            kind = self.random.random()
            if kind < 0.4:
                lines.append(
                    self.random.choice(("Day: {date}", "{date}", "Published on {date}")).format(date=self._date())
                )
            elif kind < 0.85:
                lines += self._post(self.random.choice(self.random.choice(stories).paragraphs))
            else:
                lines.append(self._fill(self.random.choice(FOOTERS + BARS), stories))
        return lines

    def _post(self, line: str) -> list[str]:
        sentence = re.split(r"(?<=[.!?])\s+", line)[0][:260]
        link = self.random.choice(
            (
                "",
                f" pic.twitter.com/{self._code()}",
                f" https://t.co/{self._code()}",
                f"… pic.twitter.com/{self._code()}",
            )
        )
        return [sentence + link, f"— {self.random.choice(NAMES)} (@{self._code()}) {self._date()}"]

    def _fill(self, pattern: str, stories: Sequence[Story]) -> str:
        return pattern.format(
            name=self.random.choice(NAMES), year=self.random.randint(2005, 2026), date=self._date(),
            title=self.random.choice(stories).title or "What we know so far",
        )  # fmt: skip

    def _date(self) -> str:
        return f"{self.random.choice(MONTHS)} {self.random.randint(1, 28)}, {self.random.randint(2005, 2026)}"

    def _code(self) -> str:
        return "".join(self.random.choices(SMALL, k=9))

    def _cipher(self, lines: list[str]) -> list[str]:
        """Every letter replaced by another (half of the time a Cyrillic one): a language of which nothing is known
        but that words come again and that capitals, digits and punctuation are used as usual."""
        letters = list(SMALL if self.random.random() < 0.5 else CYRILLIC)
        self.random.shuffle(letters)
        table = {ord(a): b for a, b in zip(SMALL, letters, strict=False)}
        table |= {ord(a.upper()): b.upper() for a, b in zip(SMALL, letters, strict=False)}
        kept = re.compile(
            r"https?://|pic\.twitter|\(@|©|All rights|^(?:Day|Published|Source|Share|Read|Follow|Photo|Advert"
            r"|Click|list|Last|See|Sign)"
        )
        return [line if kept.search(line) else line.translate(table) for line in lines]

    def _join(self, lines: list[str], firsts: list[int]) -> Sample:
        blank = self.random.random() < 0.12
        wrap = self.random.choice((64, 72, 80)) if self.random.random() < 0.16 else 0
        if wrap:
            lines = ["\n".join(textwrap.wrap(line, wrap, break_long_words=False)) or "-" for line in lines]
        parted = blank or (wrap and self.random.random() < 0.5)
        pieces: list[str] = []
        starts: list[int] = []
        place = 0
        for number, line in enumerate(lines):
            if number in firsts:
                starts.append(place)
            piece = line.strip() + ("\n\n" if parted else "\n")
            pieces.append(piece)
            place += len(piece)
        return Sample("".join(pieces), frozenset(starts))


def known_words() -> set[str]:
    """Words that the cues name themselves; the list of common words must not lose them."""
    return {word for words, _ in OPENERS.values() for word in words.split()}
