"""What the fast reader says of anything that it does not know for certain."""

from __future__ import annotations


class UnusualError(Exception):
    """The document has something that only docutils reads; the text says what."""
