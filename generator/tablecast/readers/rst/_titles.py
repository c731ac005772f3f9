"""Titles of sections and tables, without what changes with every edit: numbers of captions, marks of footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import inline_text, without_notes

if TYPE_CHECKING:
    from tablecast.content import Inline

_CAPTION_NUMBER = regex(r"^(?:table|tbl\.?)\s+[\w.\-\u2013]*\d[\w.\-\u2013]*\s*[:.\u2014\-]?\s*", re.IGNORECASE)
"""The number that some tools write into a caption: `Table 1`, `Table 3-2:`, `TABLE A.1 -`."""


def without_number(caption: str) -> str:
    """Drop the number that a caption begins with, unless nothing else would be left."""
    return _CAPTION_NUMBER.sub("", caption) or caption


def plain_title(title: tuple[Inline, ...]) -> str:
    """Give the text of a title without the marks of its footnotes."""
    text = inline_text(title)
    if "[" in text:
        text = inline_text(without_notes(title))
    return re.sub(" {2,}", " ", text).strip(" ")
