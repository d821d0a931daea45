"""Bytes in, spans out: pure functions over one text, without files and without a screen."""
