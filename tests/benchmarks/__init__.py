"""Measurements, made with numpy as the program sets it up."""

from reader.library.numerics import set_up

set_up()
