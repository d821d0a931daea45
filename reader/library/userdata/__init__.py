"""What the reader made and nothing can rebuild: marks, notes, places, what was read and boundaries put right."""
