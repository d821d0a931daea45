"""Two thousand random keys, clicks and changes of size through a pseudo-terminal: it must live, not grow, and restore.

    python -m tests.benchmarks.soak LIBRARY [--keys 2000] [--seed 1]

Before the walk everything that is loaded when it is first used is used once: the filter, the finder, the comparison,
the layers. What the program holds is compared after the first fifth of the keys, when caches are filled too, and at the
end: each time with all layers closed, in a window of the same size, and when it has had the time to give back what it
no longer uses. The highest it came to is told beside it.
"""

import argparse
import os
import re
import tempfile
import time
from pathlib import Path
from random import Random

from reader.tui.collecting import RETURN_SECONDS
from tests.benchmarks.pty_reader import PtyReader, running
from tests.walking import walk

NAMED = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "delete": b"\x1b[3~",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "left_parenthesis": b"(",
    "right_parenthesis": b")",
    "left_square_bracket": b"[",
    "right_square_bracket": b"]",
    "left_curly_bracket": b"{",
    "right_curly_bracket": b"}",
    "slash": b"/",
    "question_mark": b"?",
    "colon": b":",
    "vertical_line": b"|",
    "plus": b"+",
    "minus": b"-",
    "equals_sign": b"=",
    "apostrophe": b"'",
    "less_than_sign": b"<",
    "greater_than_sign": b">",
}

MODIFIED = {"shift": 2, "alt": 3, "ctrl": 5}
"""How xterm numbers modifiers."""

CLICK_SHARE, RESIZE_SHARE = 0.05, 0.02
SIZES = ((120, 36), (80, 24), (50, 15), (20, 5), (200, 60))

FIRST = "j enter ] x X escape ] x X escape escape i escape R R F t escape slash a escape 1 slash a escape m b B escape"
"""Keys that load what is loaded late."""

PAUSE_SECONDS = 0.01
"""Between keys: faster than anyone types, slow enough that frames are drawn."""


def bytes_of(key: str) -> bytes:
    """What a terminal sends for a key in Textual's names; nothing for one that it cannot send."""
    if len(key) == 1:
        return key.encode()
    if key in NAMED:
        return NAMED[key]
    modifier, _, rest = key.partition("+")
    if modifier == "ctrl" and len(rest) == 1 and rest.isalpha():
        return bytes([ord(rest.upper()) - 64])
    if modifier == "alt" and len(rest) == 1:
        return b"\x1b" + rest.encode()
    plain = NAMED.get(rest, b"")
    if modifier in MODIFIED and re.fullmatch(rb"\x1b\[[A-DHF]", plain):
        return b"\x1b[1;%d%c" % (MODIFIED[modifier], plain[-1])
    if modifier in MODIFIED and plain.endswith(b"~"):
        return plain[:-1] + b";%d~" % MODIFIED[modifier]
    return b""


def soak(reader: PtyReader, keys: int, seed: int) -> tuple[float, float, float]:
    """Walk; megabytes held after a fifth and at the end, and the most. AssertionError when the program ends."""
    random = Random(seed)
    warm = most = 0.0
    for number, key in enumerate(walk(seed, keys)):
        chance = random.random()
        if chance < CLICK_SHARE:
            place = b"0;%d;%d" % (random.randrange(1, 120), random.randrange(1, 34))
            reader.write(b"\x1b[<" + place + b"M\x1b[<" + place + b"m")
        elif chance < CLICK_SHARE + RESIZE_SHARE:
            reader.set_size(*random.choice(SIZES))
        reader.write(bytes_of(key))
        if key == "escape":
            time.sleep(0.12)  # or it would begin another key's sequence
        reader.settle(PAUSE_SECONDS)
        assert reader.alive(), f"ended at key {number} ({key})\n{crash_log()}"
        del reader.seen[:-100_000]
        most = max(most, reader.memory_megabytes())
        if number == keys // 5:
            warm = held(reader)
    return warm, held(reader), most


def held(reader: PtyReader) -> float:
    """Megabytes at rest, once the program has given back what it can."""
    reader.set_size(*SIZES[0])
    escape(reader)
    reader.settle(RETURN_SECONDS + 1)
    assert reader.alive(), f"ended with nobody at the keys\n{crash_log()}"
    return reader.memory_megabytes()


def crash_log() -> str:
    """What the program wrote down when it ended by itself."""
    return "\n".join(path.read_text() for path in Path(os.environ["HOME"]).rglob("crash.log"))


def escape(reader: PtyReader) -> None:
    """Close every layer."""
    for _ in range(6):
        reader.write(b"\x1b")
        time.sleep(0.15)
        reader.settle(0.1)


def leave(reader: PtyReader) -> None:
    """Quit, and see that every mode that was switched on is switched off."""
    escape(reader)
    deadline = time.monotonic() + 20
    while reader.alive() and time.monotonic() < deadline:
        reader.write(b"\x11")  # ctrl+q; read together with an escape before it, it would be another key
        reader.settle(1.0)
    assert not reader.alive(), "it did not quit"
    reader.settle(0.1)
    for mode in (b"?1049l", b"?25h", b"?1000l", b"?2004l"):
        assert b"\x1b[" + mode in reader.seen, f"{mode!r} was not written at the end"


def main(library: Path, keys: int, seed: int) -> None:
    """Walk on a library, with user data and a working folder that are thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        nowhere = Path(folder) / "nowhere"
        os.environ |= {"PATH": str(nowhere), "VISUAL": "/bin/true", "HOME": folder}
        os.environ |= dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), folder)
        library = library.absolute()
        os.environ.setdefault("PYTHONPATH", str(Path.cwd()))
        os.chdir(folder)
        with running([library]) as reader:
            reader.until(b"articles")
            reader.settle()
            begun = reader.memory_megabytes()
            for key in FIRST.split():
                reader.press(bytes_of(key))
            warm, end, most = soak(reader, keys, seed)
            leave(reader)
    print(f"{keys:,} keys, seed {seed}: {begun:.0f} MB at the start, {most:.0f} at most")
    print(f"held: {warm:.1f} MB after a fifth, {end:.1f} at the end")
    print(f"growth {100 * (end / warm - 1):+.1f}%; every mode of the terminal restored")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    main(options.library, options.keys, options.seed)
