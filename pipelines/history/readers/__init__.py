"""Readers for the forms in which statistics are published: files become printed cells with their headings.

What the cells mean is settled in `resolving/`; `published_file.py` one floor up brings both together."""

from pipelines.history.readers.table import FormError, PublishedRow

__all__ = ["FormError", "PublishedRow"]
