"""Patterns in, ranked hits with matched positions out; pure."""
