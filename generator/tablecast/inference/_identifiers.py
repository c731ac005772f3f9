"""Columns of identifiers that a system made: they have no steady width, but are made of few characters and no spaces.

They are codes only where the title or what they all begin with says whose they are; names that people gave are text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.config import TypeConfig
from tablecast.inference._values import Finding
from tablecast.inference._vocabulary import IDENTITY, MADE, SAMPLE, VERSION, noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.inference._values import Values

_TOKEN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?")
_MARKED = regex(r"[A-Za-z0-9]+[._:-].*|.*[0-9].*", re.DOTALL)
_CONSTANT = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_QUALIFIED = regex(r"[A-Za-z]\w*(?:[.:]\w+)+", re.ASCII)
_NUMBERED = regex(r"(?=[^A-Za-z]*[A-Za-z])(?=[^0-9]*[0-9])[A-Za-z0-9_.-]+")
_MACRO = regex(r"\\[A-Za-z]+")
_SEPARATOR = regex(r"([.:])")
_FEWEST = 2
_FEWEST_NUMBERED = 3


def identifier(values: Values) -> Finding | None:
    """Code: identifiers of a system, by their title or by how all of them are made."""
    texts = tuple(dict.fromkeys(values.texts))
    if noun(values.title) in SAMPLE or not (_is_made(values, texts) or _looks_made(values, texts)):
        return None
    return Finding(TypeConfig("code", pattern=pattern_of(texts)), "every value is an identifier, without spaces")


def _is_made(values: Values, texts: Sequence[str]) -> bool:
    """Whether the title says that a system made the values, and most are no plain words."""
    marked = sum(_MARKED.fullmatch(text) is not None for text in texts)
    return noun(values.title) in MADE and marked * 2 >= len(texts) and values.match(_TOKEN)


def _looks_made(values: Values, texts: Sequence[str]) -> bool:
    """Whether values that stand for their rows are constants, macros, names in a namespace, or numbered."""
    if len(texts) < _FEWEST or not (values.leads or noun(values.title) in IDENTITY):
        return False
    if values.match(_CONSTANT):
        return sum("_" in text for text in texts) * 2 >= len(texts)
    if values.match(_QUALIFIED):
        return len({_SEPARATOR.split(text)[0] for text in texts}) == 1
    if values.words & VERSION:
        return False
    is_numbered = len(texts) >= _FEWEST_NUMBERED and any(text[0].isalpha() for text in texts)
    return values.match(_MACRO) or (is_numbered and values.leads and values.match(_NUMBERED))


def pattern_of(texts: Sequence[str]) -> str:
    """Give a pattern of one class of characters, with what stands between the parts where all have the same ones.

    It has room for values to come: no part is bound to the letters that it has by chance, and each may have digits.
    """
    parts = [_SEPARATOR.split(text) for text in texts]
    if len({tuple(each[1::2]) for each in parts}) > 1:
        return _characters(texts)
    characters = _characters(part for each in parts for part in each[::2])
    return characters + "".join(f"{re.escape(sign)}{characters}" for sign in parts[0][1::2])


def _characters(texts: Iterable[str]) -> str:
    found = set("".join(texts))
    letters = "A-Z" * any(map(str.isupper, found)) + "a-z" * any(map(str.islower, found))
    signs = sorted(character for character in found if not character.isalnum())
    return f"[{letters}0-9{''.join(map(re.escape, signs))}]+"
