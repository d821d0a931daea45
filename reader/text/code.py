"""Code within a text: in fences of Markdown (CommonMark 0.31, 4.5), and in literal blocks of reStructuredText."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reader.positions import Span
from reader.text.paragraphs import Paragraphs

_OPENING = re.compile(
    r"^([ \t]*)(?:(`{3,})[^`\n]*|(~~~)(?!~).*|\.\.[ \t](?:code|code-block|sourcecode)::.*|(?:.*[^:\n])?::)[ \t]*$",
    re.MULTILINE,
)
"""The line above code: its indentation, and its fence if it has one."""


def in_code(text: str, spans: Paragraphs) -> NDArray[np.bool_]:
    """Which paragraphs begin within code or at a fence, `[n]`."""
    blocks = np.array([*_blocks(text)], np.int64).reshape(-1, 2)
    if not len(blocks):
        return np.zeros(len(spans), bool)
    above = np.searchsorted(blocks[:, 0], spans.starts, side="right") - 1
    inside: NDArray[np.bool_] = (above >= 0) & (spans.starts < blocks[above, 1])
    return inside


def _blocks(text: str) -> Iterator[Span]:
    """Where code stands, in order, with its fences. A fence that nothing closes is none."""
    if not any(sign in text for sign in ("```", "~~~", "::")):
        return
    unclosed: dict[str, int] = {}
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        fence = opening[2] or opening[3]
        if not fence:
            deeper = rf"(?:[ \t]*\n|[ \t]{{{len(opening[1]) + 1},}}\S.*(?:\n|\Z))*"
            if block := re.compile(deeper).match(text, min(at + 1, len(text))):
                yield at, block.end()
                at = max(at, block.end() - 1)
        elif len(fence) < unclosed.get(fence[0], len(fence) + 1):
            closing = re.compile(rf"^[ \t]*{fence}{fence[0]}*[ \t]*$", re.MULTILINE).search(text, at)
            if closing:
                yield opening.end(1), closing.end()
                at = closing.end()
            else:
                unclosed[fence[0]] = len(fence)
