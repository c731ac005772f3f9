"""Types whose values are words out of a few: bool and enum. Words are compared without case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.diagnostics import did_you_mean
from tablecast.types._messages import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Field

_TRUE = (
    *("yes", "y", "true", "on", "supported"),
    *("\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "\N{WHITE HEAVY CHECK MARK}"),
)
_FALSE = (
    *("no", "n", "false", "off", "not supported"),
    *("\N{MULTIPLICATION X}", "\N{HEAVY MULTIPLICATION X}", "\N{BALLOT X}", "\N{HEAVY BALLOT X}", "\N{CROSS MARK}"),
)
_VARIATION_SELECTORS = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"
"""They only ask for a plain or a coloured picture of the mark before them."""


def read_bool(text: str, field: Field, *_: object) -> bool:
    """Read one of the words for yes and no: those of the configuration, if it has any, else the usual ones."""
    true, false = field.reading.true, field.reading.false
    own = bool(true or false)
    word = text if own else text.rstrip(_VARIATION_SELECTORS)
    for value, words in ((True, true if own else _TRUE), (False, false if own else _FALSE)):
        if _spelling(word, words) is not None:
            return value
    hint = f"; {did_you_mean(text, (*true, *false))}" if own else ""
    message = f"{quoted(text)} is neither yes nor no{hint}"
    raise ValueError(message)


def read_enum(text: str, field: Field, *_: object) -> str:
    """Give the spelling of the configuration, so that it is stable against the document's."""
    value = _spelling(text, field.values)
    if value is None:
        hint = did_you_mean(text, field.values)
        message = f"{quoted(text)} is not one of the values of {field.name!r}; {hint}"
        raise ValueError(message)
    return value


def _spelling(text: str, words: Sequence[str]) -> str | None:
    folded = text.casefold()
    return next((word for word in words if word.casefold() == folded), None)
