"""Which characters a generated file should not hold as they are, and how wide the others look.

Both answers are fixed here rather than taken from `unicodedata`, whose tables grow with every Python version: the same
input has to give the same bytes on all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    import re

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_SURROGATES = r"\ud800-\udfff"
_NONCHARACTERS = "\\ufdd0-\\ufdef" + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
_INVISIBLE = (
    r"\xa0\xad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\u3164"
    r"\ufe00-\ufe0f\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BIDIRECTIONAL = r"\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"

HIDDEN = regex(f"[{_CONTROLS}{_SURROGATES}{_NONCHARACTERS}{_INVISIBLE}{_BIDIRECTIONAL}{_PRIVATE}]")
"""A character that a reader of source code cannot see or that reorders what is seen (CVE-2021-42574)."""

SURROGATE = regex(f"[{_SURROGATES}]")
"""Half of a pair of UTF-16: no Unicode text holds it alone, and UTF-8 cannot."""

PAIR = regex(r"[\ud800-\udbff][\udc00-\udfff]")
"""Two such halves in a row: UTF-16 takes them for the one character that they are the halves of."""

NOT_HTML = regex(f"(?![\t\n\f\r])[{_CONTROLS}{_SURROGATES}{_NONCHARACTERS}]")
"""A character that HTML text must not contain, not even as a reference (HTML Standard, 13.1.4)."""


def is_plain(text: str) -> bool:
    """Whether a text has nothing but letters, digits, signs and spaces of ASCII: none of the above is among these.

    It is true of most texts, and found out at once, where looking for one of so many characters takes its time.
    """
    return text.isascii() and text.isprintable()


_WIDE = ((0x1100, 0x1160), (0x2E80, 0x303F), (0x3041, 0x3248), (0x3250, 0x4DC0), (0x4E00, 0xA4D0), (0xAC00, 0xD7A4))
_WIDE_MORE = ((0xF900, 0xFB00), (0xFE30, 0xFE70), (0xFF01, 0xFF61), (0xFFE0, 0xFFE7), (0x20000, 0x2FFFE))
_NARROW = ((0x20, 0x7F), (0xA1, 0x300), (0x370, 0x483), (0x48A, 0x590), (0x2010, 0x2060), (0x2070, 0x20D0))
_NARROW_MORE = ((0x2100, 0x2300), (0x2500, 0x25FB), (0xFF61, 0xFFA0))
_RANGES = sorted([(*bounds, 2) for bounds in _WIDE + _WIDE_MORE] + [(*bounds, 1) for bounds in _NARROW + _NARROW_MORE])
_STARTS = [start for start, _, _ in _RANGES]


def columns(text: str) -> tuple[int, int]:
    """Give the least and the most columns that a text may take: its width is known but for rare characters.

    Formatters count by the East Asian Width of their own version of Unicode, which changes for symbols and emoji.
    """
    if text.isascii():
        return len(text), len(text)
    least, most = 0, 0
    for character in text:
        low, high = _columns_of(ord(character))
        least, most = least + low, most + high
    return least, most


def has_uncertain_width(character: str) -> bool:
    """Tell whether formatters may disagree on how wide the character is."""
    low, high = _columns_of(ord(character))
    return low != high


def code_point(character: str) -> str:
    """Name a character as the Unicode Standard does, `U+202E`."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """Name every hidden character of a text that is for people only: `<U+202E>`."""
    return HIDDEN.sub(lambda found: f"<{code_point(found[0])}>", text)


def refuse(text: str, pattern: re.Pattern[str], target: str) -> None:
    """Raise `NotWritableError` when the text holds a character that the target has no way to write."""
    found = None if is_plain(text) else pattern.search(text)
    if found:
        characters = " and ".join(map(code_point, found[0]))
        message = f"{target} cannot hold the {'character' if len(found[0]) == 1 else 'characters'} {characters}"
        raise NotWritableError(message, hint="remove it from the document, or leave the field out of this output")


def _columns_of(number: int) -> tuple[int, int]:
    index = bisect_right(_STARTS, number) - 1
    if index >= 0:
        _, end, width = _RANGES[index]
        if number < end:
            return width, width
    return 0, 2
