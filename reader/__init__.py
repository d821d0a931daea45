"""Twicetold: a terminal reader for piles of text in which things are told twice."""

__version__ = "0.1.0"
