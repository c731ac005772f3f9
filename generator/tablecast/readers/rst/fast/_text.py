"""The lines of a file, where they are what docutils and an editor take for lines."""

from __future__ import annotations

import codecs
import re

from tablecast.readers.rst.fast._unusual import UnusualError

_UNUSUAL = re.compile("[\t\v\f\0\x1c-\x1e\x85\u2028\u2029]")
"""Characters that docutils takes for line ends or replaces, or that take more than a column."""


def lines_of(data: bytes) -> list[str]:
    """Decode a file and cut it into lines without blanks at their ends.

    Raises:
        UnusualError: The lines are not those that an editor shows, or the bytes are not UTF-8.
    """
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        message = "not UTF-8"
        raise UnusualError(message) from error
    text = text.replace("\r\n", "\n")
    if "\r" in text or _UNUSUAL.search(text):
        message = "a character that is no part of a line"
        raise UnusualError(message)
    if ">`_" in text and re.search(">`_(?!_)", text):
        # Its name may be that of a title, which loses it then.
        message = "a link with a name"
        raise UnusualError(message)
    if "_`" in text:
        message = "what may be an inline target"
        raise UnusualError(message)
    return [line.rstrip() for line in text.removesuffix("\n").split("\n")] if text else []
