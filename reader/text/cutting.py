"""Texts cut to a length, for listings and names."""

from reader.text.joined import unbroken


def cut_at_word(text: str, characters: int, ellipsis: str = "…") -> str:
    """`text` on one line in at most so many characters, cut between words if a space stands in the second half of it.

    `ellipsis` ends what was cut. No more of `text` is looked at than is needed.
    """
    line = " ".join(unbroken(text[: 2 * characters + 2])[0].split())
    if len(line) <= characters:
        return line
    room = max(0, characters - len(ellipsis))
    cut = line[: room + 1].rfind(" ")
    return line[: cut if 2 * cut > room else room].rstrip(" ,;:—–-") + ellipsis
