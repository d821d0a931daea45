"""Text reuse: words in, alignments and clusters out; pure, on numpy arrays and rapidfuzz."""
