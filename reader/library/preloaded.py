"""What every helper process needs, loaded once in the process that they are forked from."""

from reader.library import documents, reuse_driver
from reader.text import articles
from reader.text.model import default_model

__all__ = ["articles", "documents", "reuse_driver"]

default_model()
