"""Files, the index and everything derived from them: the only part that touches the disk."""
