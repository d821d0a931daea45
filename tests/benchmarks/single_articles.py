"""How often one text is cut into several.

    python -m tests.benchmarks.single_articles DATA.jsonl ['model-{}.npz']

DATA holds single articles, {"source": "the newspaper", "paras": ["…", "…"]} a line, which are judged by the model that
was trained without their newspaper if a pattern is given, else by the one that comes along. READMEs and programs are
those installed on this machine; essays, poems, logs, lists, tables and interviews come from a generator.
"""

import argparse
import email
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from pathlib import Path

from reader.text.articles import Kind, articles
from reader.text.model import Model, default_model, load_model
from tests.benchmarks.article_corpus import Scribe, load

SAMPLES = 120
THINGS = """river stone winter lantern harbour garden letter window bridge orchard engine market island shadow
mirror sailor"""
DEEDS = "waits turns opens falls remembers carries forgets answers follows breaks gathers leaves"
LOOKS = "old quiet silver broken distant early hollow narrow golden patient"
NOUNS, VERBS, ADJECTIVES = THINGS.split(), DEEDS.split(), LOOKS.split()
LEVELS = ("INFO", "DEBUG", "WARN", "ERROR")


class Writer:
    """Writes texts of kinds that no news dump holds."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def phrase(self) -> str:
        draw = self.random.choice
        where = draw(("in", "under", "beyond", "near"))
        return f"the {draw(ADJECTIVES)} {draw(NOUNS)} {draw(VERBS)} {where} the {draw(NOUNS)}"

    def sentence(self) -> str:
        told = self.phrase() + (f" and {self.phrase()}" if self.random.random() < 0.6 else "")
        return told[0].upper() + told[1:] + "."

    def poem(self) -> str:
        ends = (",", ";", "", ".")
        stanza = [[self.phrase().capitalize() + self.random.choice(ends) for _ in range(4)] for _ in range(12)]
        return "\n\n".join("\n".join(lines) for lines in stanza[: self.random.randint(2, 12)]) + "\n"

    def log(self) -> str:
        r = self.random
        lines = []
        for _ in range(r.randint(30, 400)):
            clock = f"{r.randint(10, 23)}:{r.randint(10, 59)}:{r.randint(10, 59)}"
            when = f"2024-0{r.randint(1, 9)}-{r.randint(10, 28)} {clock}"
            lines.append(f"{when} {r.choice(LEVELS)} [{r.choice(NOUNS)}] {self.phrase()} id={r.randint(1, 9999)}\n")
        return "".join(lines)

    def list(self) -> str:
        mark = self.random.choice(("- ", "* ", "{}. ", "• ", ""))
        items = [mark.format(i + 1) + self.phrase() + "\n" for i in range(self.random.randint(8, 80))]
        return self.phrase().capitalize() + ":\n\n" + "".join(items)

    def table(self) -> str:
        r = self.random
        rows = [f"{r.choice(NOUNS)}\t{r.randint(1, 9999)}\t{self.phrase()}\n" for _ in range(r.randint(20, 200))]
        return "".join(rows)

    def interview(self) -> str:
        names = self.random.choice((("Q", "A"), ("Reporter", "Novak"), ("— ", "— "), ("Вопрос", "Ответ")))
        opening = f"We met keeper Anna Novak at her house and asked her about the {self.random.choice(NOUNS)}. "
        lines = [opening + self.sentence()]
        subjects = [self.random.choice(NOUNS) for _ in range(30)]
        for subject in subjects[: self.random.randint(6, 30)]:
            lines.append(f"{names[0]}: What did you think of the {subject} when {self.phrase()}?")
            answer = " ".join(
                f"I believe the {subject} matters because {self.phrase()}." for _ in range(self.random.randint(1, 5))
            )
            lines.append(f"{names[1]}: {answer}")
        return "\n".join(lines) + "\n"

    def essay(self) -> str:
        theme = self.random.sample(NOUNS, 4)
        lines = [f"On the {theme[0]}"]
        for _ in range(self.random.randint(6, 40)):
            if self.random.random() < 0.15:
                lines.append(f"The {self.random.choice(theme)}")
            told = [
                f"The {self.random.choice(theme)} turns, for {self.phrase()}." for _ in range(self.random.randint(2, 7))
            ]
            lines.append(" ".join(told))
        return "\n\n".join(lines) + "\n"


def readmes() -> Iterator[str]:
    """Long descriptions of the packages installed here."""
    for package in distributions():
        text = package.read_text("METADATA") or ""
        body = str(email.message_from_string(text).get_payload())
        if len(body) > 400:
            yield body


def programs() -> Iterator[str]:
    """Modules of the standard library."""
    for path in sorted(Path(random.__file__).parent.glob("*.py")):
        yield path.read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", nargs="?")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()

    def model(source: str) -> Model:
        if not options.model:
            return default_model()
        with Path(options.model.format(source)).open("rb") as file:
            return load_model(file)

    stories = load(options.data)
    chance = random.Random(3)
    kinds: dict[str, list[tuple[str, Model]]] = {}
    for source in sorted({s.source for s in stories}):
        own = [s for s in stories if s.source == source]
        judge = model(source)
        chosen = chance.sample(own, min(SAMPLES, len(own)))
        kinds[f"news {source}"] = [("\n".join(s.paragraphs) + "\n", judge) for s in chosen]
    # Stories with everything that stands inside stories: sub-heads, bars, captions, bylines, bullets.
    for source in ("g5", "fnn"):
        dressed, judge = Scribe(5), model(source)
        own = [s for s in stories if s.source == source]
        texts = [dressed.single(s).text for s in own[:SAMPLES]]
        kinds[f"dressed {source}"] = [(text, judge) for text in texts]
    writer, all_knowing = Writer(1), model("")
    made: dict[str, Callable[[], str]] = {
        "poem": writer.poem, "log": writer.log, "list": writer.list, "table": writer.table,
        "interview": writer.interview, "essay": writer.essay,
    }  # fmt: skip
    kinds |= {name: [(make(), all_knowing) for _ in range(SAMPLES)] for name, make in made.items()}
    kinds["readme"] = [(text, all_knowing) for text in readmes()][:SAMPLES]
    kinds["program"] = [(text, all_knowing) for text in programs()][:SAMPLES]
    total: Counter[str] = Counter()
    for name, texts in kinds.items():
        cut = 0
        for text, judge in texts:
            found = [a for a in articles(text, judge) if a.kind is Kind.ARTICLE]
            cut += len(found) > 1
            if len(found) > 1 and options.show:
                sys.stdout.write(f"   {name}: {[a.title[:40] for a in found][:6]}\n")
        total.update(cut=cut, texts=len(texts))
        print(f"{name:16} {cut:4} of {len(texts):4} cut, {cut / max(1, len(texts)):.1%}")
    print(f"{'all':16} {total['cut']:4} of {total['texts']:4} cut, {total['cut'] / total['texts']:.1%}")


if __name__ == "__main__":
    main()
