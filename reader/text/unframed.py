"""What of a text is compared: without what frames it, every offset as it was."""

from reader.text.mails import without_heads
from reader.text.subtitles import without_cues


def unframed(text: str) -> str:
    """The same text with spaces for the headers of mails and for the numbers and times of subtitles."""
    return without_cues(without_heads(text))
