"""Passages end with their punctuation: the quotes, brackets and full stops that both tellings have."""

from collections.abc import Sequence

from reader.reuse.places import Place

LONGEST = 4
"""Marks looked at on either side of a passage."""

_ALIKE = str.maketrans("“”„«»" + "‘’‚‹›`´" + "–—‑", '"' * 5 + "'" * 7 + "-" * 3)


def punctuated(texts: Sequence[str], a: Place, b: Place) -> tuple[Place, Place]:
    """The two places with the marks that touch them, as far as they are the same on both sides."""
    text_a, text_b = texts[a.document], texts[b.document]
    before = _common(
        _marks(text_a[max(a.start - LONGEST, 0) : a.start][::-1]),
        _marks(text_b[max(b.start - LONGEST, 0) : b.start][::-1]),
    )
    after = _common(_marks(text_a[a.end : a.end + LONGEST]), _marks(text_b[b.end : b.end + LONGEST]))
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
