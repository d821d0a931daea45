"""Makes the pictures that README shows, from the real program on the seeds.

    .venv/bin/python screenshots/make.py

Writes an SVG of each, and a PNG if `rsvg-convert` is installed.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CELL_WIDTH = 12.2
"""Of the SVGs that Textual writes, in their units."""

ADVANCE = 1233 / 2048
"""Of a letter of DejaVu Sans Mono, in its size: at this size a letter is as wide as a cell."""

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from reader.tui import following  # noqa: E402
from tests.tui.driving import OwnProcessAnalyst, opened  # noqa: E402

TO_A_TWIN = ["slash", *"korean drones", "enter", "right_parenthesis"]
"""The way to an article of the seeds with passages that are told again."""

PICTURES: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "reading": ((140, 40), ["]", "]", "1"]),
    "repeats": ((140, 40), TO_A_TWIN),
    "differences": ((140, 40), [*TO_A_TWIN, "x"]),
    "side-by-side": ((140, 40), [*TO_A_TWIN, "X", "w"]),
    "filter": ((120, 36), ["slash", *"putin"]),
    "finder": ((140, 40), ["F", *"north korea"]),
    "day": ((120, 36), ["colon", *"theme twicetold-day", "enter", *TO_A_TWIN]),
    "medium": ((80, 24), [*TO_A_TWIN]),
    "narrow": ((50, 15), ["]", "enter"]),
}
"""Name of each picture: the size of the terminal, and the keys that lead to it."""


async def take(name: str, size: tuple[int, int], keys: Sequence[str]) -> None:
    """Drive the program to a state and save what it shows."""
    async with opened(FOLDER.parent / "seeds", size=size) as driver:
        await driver.press(*keys)
        await driver.settle()
        svg = driver.app.export_screenshot(title="reader seeds")
    path = FOLDER / f"{name}.svg"
    path.write_text(svg, encoding="utf-8")
    if converter := shutil.which("rsvg-convert"):
        with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as local:
            local.write(drawable(svg))
            local.flush()
            subprocess.run([converter, local.name, "-o", FOLDER / f"{name}.png"], check=True)


def drawable(svg: str) -> str:
    """The picture as `rsvg-convert` can draw it: with an installed font, and no spaces that it would swallow."""

    def moved(match: re.Match[str]) -> str:
        start, x, tag, spaces = match.groups()
        return f"{start}{float(x) + spaces.count(';') * CELL_WIDTH:.1f}{tag}"

    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace(
        "font-size: 20px", f"font-size: {CELL_WIDTH / ADVANCE:.2f}px"
    )
    return re.sub(r'(<text class="[^"]*" x=")([\d.]+)("[^>]*>)((?:&#160;)+)', moved, svg)


async def main() -> None:
    """Take all pictures, with folders that are thrown away."""
    following.Analyst = OwnProcessAnalyst  # type: ignore[misc]  # whose analysis ends, and can be waited for
    with tempfile.TemporaryDirectory() as cache:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(cache) / kind.lower())
        await take_all()


async def take_all() -> None:
    for name, (size, keys) in PICTURES.items():
        shutil.rmtree(os.environ["XDG_DATA_HOME"], ignore_errors=True)  # each begins where a newcomer does
        shutil.rmtree(os.environ["XDG_STATE_HOME"], ignore_errors=True)
        await take(name, size, keys)
        print(f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
