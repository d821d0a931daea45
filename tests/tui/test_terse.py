"""Fewer bytes for the same screen."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.ending import FRAME, enduring
from reader.tui.terse import terse

DARK, LIGHT = "38;2;10;20;30;48;2;0;0;0", "38;2;9;9;9;48;2;0;0;1"
PIECES = st.sampled_from(
    ["a", "bc", " ", "\r\n", "\x1b[3;1H", "\x1b[K", "\x1b[0m", "\x1b[m"]
    + [f"\x1b[{style}m" for style in (DARK, LIGHT, f"1;{DARK}", "1", "38;5;7", "48;2;0;0;0")]
)


def seen(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each character and control sequence that is no style, with all that was said of its style since the last reset;
    colours replace colours."""
    style: dict[str, str] = {}
    found = []
    for told, other in re.findall(r"\x1b\[([0-9;]*)m|(\x1b\[[0-9;]*[A-Z]|.)", text, re.DOTALL):
        if other:
            found.append((other, tuple(sorted(style.values()))))
            continue
        for each in re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+", told or "0"):
            if each == "0":
                style.clear()
            else:
                style[each[:2] if ";" in each else each] = each
    return found


@given(st.lists(PIECES, max_size=30).map("".join))
def test_all_is_seen_as_it_was(text: str) -> None:
    assert seen(terse(text)) == seen(text)
    assert seen(terse(text) + "x") == seen(text + "x")
    assert terse(terse(text)) == terse(text)


def test_a_style_is_said_once() -> None:
    piece = f"\x1b[{DARK}mword \x1b[0m"
    assert terse(piece * 3) == f"\x1b[{DARK}mword word word \x1b[0m"
    assert terse(f"\x1b[{LIGHT}m\x1b[0m{piece}") == piece
    assert terse(f"{piece}\x1b[{LIGHT}mor\x1b[0m") == f"\x1b[{DARK}mword \x1b[{LIGHT}mor\x1b[0m"
    assert terse(f"\x1b[1;{DARK}ma\x1b[0m{piece}") == f"\x1b[1;{DARK}ma\x1b[0;{DARK}mword \x1b[0m"


def test_frames_are_written_so_and_modes_as_they_are() -> None:
    written: list[str] = []

    class Driver:
        def write(self, data: str) -> None:
            written.append(data)

    frame = f"\x1b[{DARK}mword \x1b[0m" * FRAME
    driver = enduring(Driver)()  # type: ignore[arg-type, call-arg]
    for data in ("\x1b[0m", frame):
        driver.write(data)
    assert written == ["\x1b[0m", terse(frame)]
