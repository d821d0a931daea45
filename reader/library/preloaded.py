"""What every helper process needs, loaded once in the process that they are forked from."""

from reader.library import analysis, reuse_driver
from reader.text.segmentation import default_model

__all__ = ["analysis", "reuse_driver"]

default_model()
