"""What a user may change about text reuse; every default is meant to need no touching."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Which alignments are wanted."""

    ALL = "all"
    ACROSS = "across"
    """Only between two documents."""
    WITHIN = "within"
    """Only between two places of one document."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of what is reported."""

    minimum_words: int = 12
    """Shorter passages are left out: raise it to hide repeated phrases, lower it to see more of them."""

    minimum_similarity: float = 0.0
    """Alignments below it are left out: 1.0 leaves only passages that are told twice in the same words."""

    scope: Scope = Scope.ALL
    """Leaves out alignments across documents or within one."""

    def __post_init__(self) -> None:
        if self.minimum_words < 1:
            raise ValueError("minimum_words must be at least 1")
        if not 0.0 <= self.minimum_similarity <= 1.0:
            raise ValueError("minimum_similarity must lie in 0..1")
