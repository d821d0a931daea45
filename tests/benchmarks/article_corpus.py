"""Files with known story starts, put together from single articles in the shapes that dumps of the web have."""

import random
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

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


NAMES = "Anna Ivanova,Lee Park,Marta Novak,The Daily Post,Osint Watch,BBC News,Иван Петров,Kyiv Desk,R. Costa,Gazette".split(
    ","
)
MONTHS = "January February March April May June July August September October November December".split()
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
SUBHEADS = ("What happens next", "Background", "The reaction", "A long road", "Why it matters", "Mounting pressure", "What we know so far",
            "Questions remain", "The numbers", "Looking ahead")  # fmt: skip
FUNCTION_WORDS = frozenset(
    "the a an of to in on at is are was were has have had be been for with and that it its as by from".split()
)
SMALL = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшэюя"


class Scribe:
    """Draws files from stories with a random generator of its own, so that every run makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sample(self, stories: Sequence[Story]) -> Sample:
        """One file in a random shape; one in seven holds a single story, the rest three to thirty."""
        chance = self.random
        habit = {
            "bullets": chance.choice((0, 0, 0, 0.4, 1, 1)), "titles": chance.choice((0, 0, 0, 0, 0, 1, 0.9)),
            "noise": chance.choice((0, 0, 0.3, 0.6)), "subheads": chance.choice((0, 0, 0.15, 0.3)),
            "byline": chance.choice((0, 0, 0, 0.5)), "numbered": chance.random() < 0.1,
        }  # fmt: skip
        size = 1 if chance.random() < 0.14 else chance.choice((3, 5, 8, 12, 18, 24, 30))
        lines: list[str] = []
        firsts: list[int] = []
        for story in self._neighbours(stories, size):
            told = self._tell(story, habit)
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
        if chance.random() < 0.12:
            lines = self._cipher(lines)
        return self._join(lines, firsts)

    def _neighbours(self, stories: Sequence[Story], size: int) -> list[Story]:
        """Stories of one cluster beside each other as often as not: two accounts of one event are the hard case."""
        chosen: list[Story] = []
        while len(chosen) < size:
            story = self.random.choice(stories)
            alike = (
                [s for s in stories if s.cluster == story.cluster and s.source == story.source]
                if self.random.random() < 0.6
                else [story]
            )
            self.random.shuffle(alike)
            chosen += [s for s in alike[: self.random.randint(1, 5)] if s not in chosen[-12:]]
        return chosen[:size]

    def _tell(self, story: Story, habit: dict[str, float]) -> list[str]:
        chance = self.random
        lines = list(story.paragraphs)
        if len(lines) > 4 and chance.random() < 0.08:
            del lines[chance.randint(2, len(lines) - 1) :]
        if chance.random() < 0.04 and len(lines) > 3:
            del lines[0]
        if chance.random() < habit["subheads"] * 2 and len(lines) > 6:
            for place in sorted(chance.sample(range(2, len(lines) - 1), min(len(lines) // 5, 4)), reverse=True):
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
            r"https?://|pic\.twitter|\(@|©|All rights|^(?:Day|Published|Source|Share|Read|Follow|Photo|Advert|Click|list|Last|See|Sign)"
        )
        return [line if kept.search(line) else line.translate(table) for line in lines]

    def _join(self, lines: list[str], firsts: list[int]) -> Sample:
        blank = self.random.random() < 0.12
        wrap = self.random.choice((64, 72, 80)) if self.random.random() < 0.1 else 0
        if wrap:
            lines = ["\n".join(textwrap.wrap(line, wrap, break_long_words=False)) or "-" for line in lines]
        pieces: list[str] = []
        starts: list[int] = []
        place = 0
        for number, line in enumerate(lines):
            if number in firsts:
                starts.append(place)
            piece = line.strip() + ("\n\n" if blank or wrap else "\n")
            pieces.append(piece)
            place += len(piece)
        return Sample("".join(pieces), frozenset(starts))


def known_words() -> set[str]:
    """Words that the cues name themselves; the list of common words must not lose them."""
    return {word for words, _ in OPENERS.values() for word in words.split()}
