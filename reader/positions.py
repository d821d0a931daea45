"""Where something stands: the two pairs of numbers that all floors speak of."""

Span = tuple[int, int]
"""Half-open `[start, end)` character offsets, into the clean text of a document unless a name says otherwise."""

Place = tuple[int, int]
"""(document, article): their numbers in the open library."""
