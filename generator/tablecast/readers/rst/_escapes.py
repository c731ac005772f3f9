"""Escaped characters, as docutils marks them inside: by a NUL before each, which no text of a document holds."""

from __future__ import annotations

import re

from tablecast._regex import regex

_ESCAPED = regex(r"\\(.?)", re.DOTALL)


def escaped(text: str) -> str:
    """Mark each character after a backslash, in place of the backslash."""
    return _ESCAPED.sub("\0\\1", text) if "\\" in text else text


def unescape(text: str) -> str:
    """Drop the marks, and the white space that is escaped."""
    return text.replace("\0 ", "").replace("\0\n", "").replace("\0", "") if "\0" in text else text


def with_backslashes(text: str) -> str:
    """Put the backslashes back."""
    return text.replace("\0", "\\")
