"""Text in GitHub Flavored Markdown that renders as itself: in a table cell, a heading or a paragraph.

The rules are those of the GFM specification 0.29: section numbers are its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.types import write_value
from tablecast.writers._characters import HIDDEN, NOT_HTML, is_plain, refuse

if TYPE_CHECKING:
    from tablecast.model import Data

_MARKUP = r"[\\`*\[\]<|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
"""What can begin or end inline markup (6.3 to 6.11), cells (4.10) and GitHub's formulas; `_` only at a word's edge."""

_SCHEMES = "|".join(rf"(?<=(?<![A-Za-z]){scheme}):" for scheme in ("http", "https", "ftp", "mailto", "xmpp"))
_AUTOLINK = rf"{_SCHEMES}|(?<=(?<![A-Za-z0-9])www)\.|@"
"""What the extended autolinks (6.9) look for; GitHub's parser finds a scheme after a digit or a letter beyond ASCII."""

_NUMBERED = "|".join(rf"(?<=\A[0-9]{{{digits}}})[.)](?=\s|\Z)" for digits in range(1, 10))
_BEGIN = rf"\A[-+=#](?=[-+=#>\s]|\Z)|\A>|{_NUMBERED}"
"""What begins a block where a line begins (4.1 to 4.3, 5.1, 5.2)."""

_FOOTNOTE = r"\A\^"
"""What GitHub's parser takes for a footnote where a bracket stands before it."""

_REFERENCE = r"&(?=[#A-Za-z])"
"""What may begin a character reference (6.2)."""

_SIGN = r"(?=[\\`*\[\]<|~$_:.@\-+=#>)^])"
"""What all of the above but references begin with: where none of these stands, nothing else has to be tried."""

_ESCAPED = regex(rf"{_SIGN}(?:{_MARKUP}|{_AUTOLINK}|{_BEGIN}|#\Z)", re.IGNORECASE)
_ESCAPED_INSIDE = regex(f"{_SIGN}(?:{_MARKUP}|{_AUTOLINK}|{_FOOTNOTE})", re.IGNORECASE)
_REFERENCED = regex(rf"{HIDDEN.pattern}|\A | \Z|{_REFERENCE}")
_REFERENCED_INSIDE = regex(rf"{HIDDEN.pattern}|{_REFERENCE}")


def literal(value: Data) -> str:
    """Write the text of a value as Markdown on one line; line ends become `<br>`, the absence of a value an empty text.

    White space that would be trimmed, and hidden characters, are written as references (6.2).

    Raises:
        NotWritableError: The text holds a character that HTML text must not contain.
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else write_value(value)
    refuse(text, NOT_HTML, "Markdown")
    return "<br>".join(_escape(line, _ESCAPED, _REFERENCED) for line in text.split("\n"))


def inside(text: str) -> str:
    """Write a text that other markup stands around, on one line; line ends become references, as code needs them.

    Raises:
        NotWritableError: The text holds a character that HTML text must not contain.
    """
    refuse(text, NOT_HTML, "Markdown")
    return _escape(text, _ESCAPED_INSIDE, _REFERENCED_INSIDE)


def begun(written: str) -> str:
    """Let a line of inline markup begin a paragraph and no other block."""
    return re.sub(_BEGIN, r"\\\g<0>", written, count=1)


def _escape(text: str, escaped: re.Pattern[str], referenced: re.Pattern[str]) -> str:
    with_backslashes = escaped.sub(r"\\\g<0>", text)
    if is_plain(text) and "&" not in text and text == text.strip(" "):  # Nothing is written as a reference, then.
        return with_backslashes
    return referenced.sub(lambda found: f"&#{ord(found[0])};" if found[0] != "&" else "&amp;", with_backslashes)
