"""Signs that part and close what is said."""

STOPS = ".!?…。！？؟।"
QUOTES = "\"“”„«»‹›‘’'"
COMMAS = ",;，、؛،"
