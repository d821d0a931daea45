"""The time to the first hit in a long text, and to all of them.

python -m tests.benchmarks.find_page --megabytes 20
"""

import argparse
import time
from typing import Final

from reader.find.phrase import Mode, Phrase, SearchedText, hits
from tests.benchmarks.find_headlines import headlines

SEARCHES: Final = [
    ("near the beginning", Phrase("zelensky")),
    ("near the beginning", Phrase("zelensky", Mode.WORD)),
    ("near the beginning", Phrase("zele?nsk[yi]+", Mode.REGEX)),
    ("at the end", Phrase("the last needle")),
    ("at the end", Phrase("needle", Mode.WORD)),
    ("at the end", Phrase("last ne+dle", Mode.REGEX)),
    ("nowhere, hostile", Phrase("(e+)+$z", Mode.REGEX)),
]


def main(megabytes: int) -> None:
    """Print a line for each search, of a text that was just opened and of one prepared."""
    paragraphs = "\n".join(headlines(20_000))
    text = (paragraphs + "\n") * (megabytes * 1_000_000 // len(paragraphs) + 1)
    text = text[: megabytes * 1_000_000 - 20] + "\nThe last needle.\n"
    prepared = SearchedText(text)
    began = time.process_time()
    prepared.prepare()
    print(f"{len(text) / 1e6:.0f} million characters, prepared in {(time.process_time() - began) * 1e3:.0f} ms")
    for where, phrase in SEARCHES:
        for state, page in (("just opened", SearchedText(text)), ("prepared", prepared)):
            began, cpu = time.perf_counter(), time.process_time()
            found = hits(page, phrase)
            first = next(found, None)
            first_ms, first_cpu = (time.perf_counter() - began) * 1e3, (time.process_time() - cpu) * 1e3
            count = len(first or ()) + sum(map(len, found))
            all_ms = (time.perf_counter() - began) * 1e3
            print(
                f"{phrase.mode} {phrase.text!r} {where}, {state}: first {first_ms:.1f} ms (CPU {first_cpu:.1f}), "
                f"all {count} in {all_ms:.0f} ms"
            )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=int, default=20)
    main(arguments.parse_args().megabytes)
