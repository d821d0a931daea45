"""Passages end with their punctuation: the quotes, brackets and full stops that both tellings have."""

from collections.abc import Callable

from reader.reuse.places import Place

LONGEST = 4
"""Marks looked at on either side of a passage."""

_ALIKE = str.maketrans("“”„«»" + "‘’‚‹›`´" + "–—‑", '"' * 5 + "'" * 7 + "-" * 3)


def punctuated(characters: Callable[[int, int, int], str], a: Place, b: Place) -> tuple[Place, Place]:
    """The two places with the marks that touch them, as far as they are the same on both sides.

    `characters` gives those of a document from a start to an end, fewer where the document ends.
    """
    before = _common(*(_marks(characters(x.document, max(x.start - LONGEST, 0), x.start)[::-1]) for x in (a, b)))
    after = _common(*(_marks(characters(x.document, x.end, x.end + LONGEST)) for x in (a, b)))
    return (
        Place(a.document, a.start - before, a.end + after),
        Place(b.document, b.start - before, b.end + after),
    )


def _marks(text: str) -> str:
    """The leading characters that are neither space nor word, typographic variants made one."""
    for i, character in enumerate(text):
        if character.isspace() or character.isalnum():
            return text[:i].translate(_ALIKE)
    return text.translate(_ALIKE)


def _common(a: str, b: str) -> int:
    """How many characters the two begin with alike."""
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n
