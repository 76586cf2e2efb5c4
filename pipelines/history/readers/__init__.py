"""Readers for the forms in which statistics are published; `read_published` is the door to all of them."""

from pipelines.history.readers.published import PublishedTable, parse_published, read_published
from pipelines.history.readers.table import FormError, PublishedRow

__all__ = ["FormError", "PublishedRow", "PublishedTable", "parse_published", "read_published"]
