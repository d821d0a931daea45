"""From key to screen of the filter of contents, in a library of many titles, through a pseudo-terminal.

    python -m tests.benchmarks.filter_latency build FOLDER --titles 100000      once, in some seconds
    python -m tests.benchmarks.filter_latency measure FOLDER

The index is filled by the writer that the program uses, without the stages before it; `build` has to be repeated when
these change. `frame` is the time to the last byte of the first frame, which shows the letter; `awaited` until the list
says how many were found; `settled` to the last byte of all: list, preview and what it repeats.
"""

import argparse
import os
from pathlib import Path

from reader.library.index_file import index_of
from reader.library.indexing import program_fingerprint
from reader.library.packing import pack
from reader.library.reading import ReadDocument, ReadFile, hash_of
from reader.library.sources import SourceFile
from reader.library.storing import Store
from reader.reuse.copies import digest
from tests.benchmarks.pty_reader import Answer, PtyReader, percentile, running

IN_DOCUMENT = 100
LISTED = b" found"
"""Written above the list with each of its answers."""
LONG_AGO_NS = 10**18
"""When the files were written: before the index was, which would else look into them again."""


def build(folder: Path, count: int) -> None:
    """Write files of short articles, and their index."""
    from tests.benchmarks.find_headlines import headlines

    titles = headlines(count)
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(index_of([folder]).path)
    with store.transaction():
        for position, begin in enumerate(range(0, count, IN_DOCUMENT)):
            name, rows, text = f"{position:06}.txt", [], ""
            for number, title in enumerate(titles[begin : begin + IN_DOCUMENT]):
                story = f"{title}\nWhat is known of it so far stands here: {title}.\n"
                rows.append((len(text), len(text) + len(story), 0, title, 2 * number + 1, None, None))
                text += story
            path = folder / name
            path.write_text(text, encoding="utf-8")
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
            file = SourceFile(path, name, path.stat().st_size, LONG_AGO_NS)
            made = ReadDocument(
                name, text, digest(text), pack(text), 2 * IN_DOCUMENT, "utf-8", 1.0, 0, 0, b"", tuple(rows)
            )
            store.put(ReadFile(file, hash_of(file), (made,), ()), position)
        store.put_alignments([])
        store.set_state("program", program_fingerprint())
    store.close()


def type_script(reader: PtyReader, script: list[str]) -> list[Answer]:
    """The answers to the keys that lead from each state of the prompt to the next."""
    answers, shown = [], ""
    for state in script:
        if state == shown[:-1]:
            answers.append(reader.press(b"\x7f", LISTED))
        else:
            if state[:-1] != shown:
                reader.press(b"\x15")  # ctrl+u: begin anew
            answers.append(reader.press(state[-1].encode(), LISTED))
        shown = state
    return answers


def measure(folder: Path, keys: int) -> None:
    """Print what the keys of the script took."""
    from tests.benchmarks.find_headlines import headlines, keystrokes

    script = keystrokes(headlines(2000), keys)
    with running([folder]) as reader:
        reader.until(b"articles")
        reader.settle()
        reader.press(b"/")
        reader.settle(3)  # titles are prepared while the first letter is typed
        answers = type_script(reader, script)
    print(f"load {os.getloadavg()[0]:.1f}; {keys} keys, milliseconds: median, 95th percentile")
    for part in ("frame", "awaited", "awaited_cpu", "settled", "cpu"):
        values = [value for answer in answers if (value := getattr(answer, part)) is not None]
        print(f"{part:<11} {len(values):>4} {percentile(values, 0.5):6.1f} {percentile(values, 0.95):6.1f}")
    slowest = sorted(zip(answers, script, strict=True), key=lambda pair: -pair[0].settled)[:8]
    print("slowest: " + ", ".join(f"{state!r} {answer.settled:.0f}" for answer, state in slowest))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("build", "measure"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=120)
    options = parser.parse_args()
    if options.what == "build":
        build(options.folder, options.titles)
    else:
        measure(options.folder, options.keys)
