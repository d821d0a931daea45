"""Texts cut to a length, for listings and names."""


def cut_at_word(text: str, characters: int, ellipsis: str = "…") -> str:
    """`text` on one line in at most so many characters, cut between words if it has a space to cut at.

    `ellipsis` ends what was cut. No more of `text` is looked at than is needed.
    """
    line = " ".join(text[: 2 * characters + 2].split())
    if len(line) <= characters:
        return line
    room = max(0, characters - len(ellipsis))
    cut = line[: room + 1].rfind(" ")
    return line[: cut if cut > 0 else room].rstrip(" ,;:—–-") + ellipsis
