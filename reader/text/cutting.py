"""Texts cut to a length, for listings and names."""

import re

LONGEST_NAME = 320
"""Characters of the name of a file or folder that a message gives whole; a path may have 4,096."""

NAME_HEAD = 100
"""Characters of a longer one that stand before what is left out; it ends as it does, which tells it apart."""

_LONG_NAME = re.compile(rf"\S{{{LONGEST_NAME + 1},}}|[^/\s]*/(?:(?:[^/\n]{{0,254}}[^/\s])?/){{3,}}[^/\s]*")
"""A long word, or what is a path also where there are blanks in it, but not before the slash of another one."""


def cut_at_word(text: str, characters: int, ellipsis: str = "…") -> str:
    """`text` on one line in at most so many characters, cut between words if a space stands in the second half of it.

    `ellipsis` ends what was cut. No more of `text` is looked at than is needed.
    """
    from reader.text.one_line import unbroken  # late: messages are cut without it

    line = " ".join(unbroken(text[: 2 * characters + 2])[0].split())
    if len(line) <= characters:
        return line
    room = max(0, characters - len(ellipsis))
    cut = line[: room + 1].rfind(" ")
    return line[: cut if 2 * cut > room else room].rstrip(" ,;:—–-") + ellipsis


def names_cut(message: str) -> str:
    """A message in which names that are too long to be read have lost their middle."""
    return _LONG_NAME.sub(_cut_name, message) if len(message) > LONGEST_NAME else message


def _cut_name(name: re.Match[str]) -> str:
    whole = name[0]
    return whole if len(whole) <= LONGEST_NAME else f"{whole[:NAME_HEAD]}…{whole[NAME_HEAD + 1 - LONGEST_NAME :]}"
