"""The frame that is painted before Textual is imported."""

import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.first_frame import frame

STYLES = re.compile("\x1b\\[[012]m")


@given(st.lists(st.text(max_size=60), max_size=20), st.integers(1, 120), st.integers(1, 30))
def test_it_fits_any_terminal_and_holds_nothing_harmful(names: list[str], columns: int, rows: int) -> None:
    lines = STYLES.sub("", frame(names, columns, rows)).split("\r\n")
    assert len(lines) <= rows
    for line in lines:
        assert cell_len(line) <= max(columns, 2)
        assert line.isprintable() or not any(ord(character) < 0x20 for character in line)


def test_it_lists_the_names() -> None:
    assert "  first.txt" in STYLES.sub("", frame(["first.txt", "second.txt"], 80, 24))


def test_nothing_heavy_is_imported_for_it() -> None:
    script = (
        "import sys, reader.cli.main, reader.tui.first_frame, reader.library.recent, reader.library.sources\n"
        "heavy = {'textual', 'rich', 'numpy', 'rapidfuzz', 'ftfy', 'charset_normalizer', 'click', 'platformdirs'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.stdout == "[]\n", result.stderr
