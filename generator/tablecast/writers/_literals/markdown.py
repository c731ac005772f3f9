"""Text in GitHub Flavored Markdown that renders as itself: in a table cell, a heading or a paragraph.

The rules are those of the GFM specification 0.29: section numbers are its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast.writers._characters import HIDDEN, NOT_HTML, refuse

if TYPE_CHECKING:
    from tablecast.model import Scalar

_MARKUP = r"[\\`*\[\]<|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
"""What can begin or end inline markup (6.3 to 6.11), cells (4.10) and GitHub's formulas; `_` only at a word's edge."""

_AUTOLINK = r"(?<=\bhttp):|(?<=\bhttps):|(?<=\bftp):|(?<=\bmailto):|(?<=\bxmpp):|(?<=\bwww)\.|@"
"""What the extended autolinks (6.9) look for."""

_NUMBERED = "|".join(rf"(?<=\A[0-9]{{{digits}}})[.)](?=\s|\Z)" for digits in range(1, 10))
_BLOCK = rf"\A[-+=#>](?=[-+=#>\s]|\Z)|#\Z|{_NUMBERED}"
"""What begins a block where a line begins (4.1 to 4.3, 5.1, 5.2), and what ends a heading."""

_ESCAPED = re.compile(f"{_MARKUP}|{_AUTOLINK}|{_BLOCK}", re.IGNORECASE)
_REFERENCED = re.compile(rf"{HIDDEN.pattern}|\A | \Z|&(?=[#A-Za-z])")


def literal(value: Scalar) -> str:
    """Write a value as Markdown on one line; line ends become `<br>`, the absence of a value an empty text.

    White space that would be trimmed, and hidden characters, are written as references (6.2).

    Raises:
        NotWritableError: The text holds a character that HTML text must not contain.
    """
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    refuse(text, NOT_HTML, "Markdown")
    return "<br>".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    escaped = _ESCAPED.sub(r"\\\g<0>", line)
    return _REFERENCED.sub(lambda found: f"&#{ord(found[0])};" if found[0] != "&" else "&amp;", escaped)
