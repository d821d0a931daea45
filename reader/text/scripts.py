"""Scripts that need more than blanks to part their words."""

import re

UNSPACED_RANGES = (
    (0x0E01, 0x0E4F),  # Thai
    (0x0E81, 0x0ECE),  # Lao
    (0x1000, 0x104A),  # Burmese
    (0x1780, 0x17D4),  # Khmer
    (0x3005, 0x3008),  # iteration marks of Han
    (0x3041, 0x3100),  # Kana
    (0x31F0, 0x3200),
    (0x3400, 0x4DC0),  # Han
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
    (0xFF66, 0xFFA0),  # half-width Kana
    (0x20000, 0x32000),
)
"""Code points, half open, of scripts that are written without spaces between words."""

IDEOGRAPHS = re.compile(
    "[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U00031fff]"
)
"""A character of Han or Kana, each of which word processors count as a word."""


def count_words(text: str) -> tuple[int, int]:
    """How many words blanks part in a text, and how many characters of Han and Kana there are besides."""
    if text.isascii() or not IDEOGRAPHS.search(text):
        return len(text.split()), 0
    rest, ideographs = IDEOGRAPHS.subn(" ", text)
    return sum(any(map(str.isalnum, word)) for word in rest.split()), ideographs
