"""Sub-heads: the short lines inside an article that say what comes next."""

import re

LONGEST = 80
"""Characters of a sub-head at most: one line of a page."""

LEAST_TELLING = 2
"""Characters of the shortest."""

FOLLOWED_BY = 1.5
"""Times that the paragraph after it is longer: else it is one line of a list or of verse."""

LEAST_FOLLOWING = 60
"""Characters of the paragraph after it, at least."""

_ENDS_A_SENTENCE = re.compile(r"[.!?…。！？:;\"”’')\]»]\s*$")

_NO_SUBHEAD = re.compile(r"[.,;:…。、，-]$|^[-–—•*·>]|^\W*$|https?://|@|^\S*\d\S*$")
"""How a sub-head neither begins nor ends: it is no sentence, item of a list, link or number."""


def is_subhead(line: str, before: str, after: str) -> bool:
    """Whether a paragraph is a sub-head, by itself and the paragraphs before and after it ("" if there are none).

    It stands between a paragraph that is finished and one that is longer, and is no sentence itself.
    """
    line = line.strip()
    if not LEAST_TELLING <= len(line) <= LONGEST or not before or _NO_SUBHEAD.search(line):
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "\"'“‘«¿¡" or line[0].isalpha() > line[0].islower()):
        return False
    after = after.strip()
    return len(after) >= max(LEAST_FOLLOWING, FOLLOWED_BY * len(line)) and bool(_ENDS_A_SENTENCE.search(before))


def is_subhead_at(text: str, start: int, end: int) -> bool:
    """Whether the paragraph `text[start:end]` is a sub-head where it stands; looks no further than it must."""
    if end - start > LONGEST:
        return False
    before = text[max(0, start - LONGEST) : start].rstrip()
    following = end + len(text[end : end + LONGEST]) - len(text[end : end + LONGEST].lstrip())
    stop = text.find("\n", following, following + 2 * LONGEST)
    return is_subhead(text[start:end], before, text[following : stop if stop >= 0 else following + 2 * LONGEST])
