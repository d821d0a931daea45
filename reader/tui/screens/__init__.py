"""Screens that open over the panes."""
