"""Whether a copy with other line breaks has the same starts: `python -m tests.benchmarks.rewrapped_articles FILES`."""

import sys
import textwrap
from pathlib import Path

from reader.text.articles import Kind, articles


def wrapped(text: str, width: int, between: str) -> str:
    """The same paragraphs, hard-wrapped, with `between` after each."""
    lines = [line for line in text.split("\n") if line.strip()]
    return between.join("\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in lines) + "\n"


COPIES = {
    "empty lines": lambda text: "\n\n".join(line for line in text.split("\n") if line.strip()),
    "72 columns, empty lines": lambda text: wrapped(text, 72, "\n\n"),
    "72 columns": lambda text: wrapped(text, 72, "\n"),
    "80 columns, two empty lines": lambda text: wrapped(text, 80, "\n\n\n"),
    "indented": lambda text: "\n".join("    " + line for line in text.split("\n")),
}


def starts(text: str) -> set[int]:
    """Starts of stories, counted in characters that are not white space, which no wrapping moves."""
    return {len("".join(text[: a.start].split())) for a in articles(text) if a.kind is Kind.ARTICLE}


def main() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
    wanted = [starts(text) for text in texts]
    for name, copy in COPIES.items():
        found = [starts(copy(text)) for text in texts]
        same = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
        either = sum(len(a | b) for a, b in zip(wanted, found, strict=True))
        total = sum(map(len, wanted))
        print(f"{name:28} {same} of {total} starts kept ({same / total:.1%}), {either - same} differ")


if __name__ == "__main__":
    main()
