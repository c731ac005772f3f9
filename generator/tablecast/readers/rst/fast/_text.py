"""The text of a file and its lines, where these are what docutils and an editor take for lines."""

from __future__ import annotations

import codecs

from tablecast._regex import regex
from tablecast.readers.rst.fast._unusual import UnusualError

_UNUSUAL = "\t\v\f\0\x1c\x1d\x1e\x1f\r"
_UNUSUAL_BEYOND_ASCII = "\x85\u2028\u2029"
"""Characters that docutils takes for line ends or blanks, or replaces, or that take more than a column."""

_INLINE_TARGET = regex(r"(?<![A-Za-z0-9_])_`(?!\s)")
"""What may begin an inline target: nothing does right after a letter, a digit or an underscore."""


def text_of(data: bytes) -> str:
    """Decode a file.

    Raises:
        UnusualError: The lines are not those that an editor shows, or the bytes are not UTF-8.
    """
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        message = "not UTF-8"
        raise UnusualError(message) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    is_ascii = text.isascii()
    if any(each in text for each in (_UNUSUAL if is_ascii else _UNUSUAL + _UNUSUAL_BEYOND_ASCII)):
        message = "a character that is no part of a line"
        raise UnusualError(message)
    if "_`" in text and _INLINE_TARGET.search(text):
        message = "what may be an inline target"
        raise UnusualError(message)
    return text


def lines_of(text: str) -> list[str]:
    """Cut a text into lines, without the blanks at their ends, as docutils has them."""
    lines = text.removesuffix("\n").split("\n") if text else []
    if text.isascii() and " \n" not in text:
        lines[-1:] = [line.rstrip() for line in lines[-1:]]
        return lines
    return [line.rstrip() for line in lines]
