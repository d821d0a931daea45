"""What the reader made and nothing can rebuild: marks, notes, places, what was read, boundaries put right, settings."""
