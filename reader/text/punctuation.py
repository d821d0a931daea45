"""Signs that part and close what is said."""

STOPS = ".!?…。！？؟।"
QUOTES = "\"“”„«»‹›‘’'"
COMMAS = ",;，、؛،"
ALIKE = str.maketrans("“”„«»" + "‘’‚‹›`´" + "–—‑", '"' * 5 + "'" * 7 + "-" * 3)
"""Marks that differ in typography only."""
