"""rapidfuzz, for all that asks how alike strings are.

Of two threads that begin to load it at once, each may find half of it and raise ImportError: its modules import each
other. So it is loaded here and nowhere else: Python loads a module once, and whoever wants it meanwhile waits.
"""

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Indel, Levenshtein

__all__ = ["OSA", "Indel", "Levenshtein", "fuzz", "process"]
