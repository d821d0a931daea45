"""The terminal face: the only part that imports Textual."""
