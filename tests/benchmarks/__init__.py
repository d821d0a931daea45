"""Measurements, made with numpy as the program sets it up."""

from reader.library.sorting import sort_well

sort_well()
