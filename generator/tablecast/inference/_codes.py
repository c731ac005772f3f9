"""Columns of codes: identifiers of one steady form, for which a pattern says what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.config import TypeConfig
from tablecast.inference._numbers import is_numbered
from tablecast.inference._values import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.inference._values import Values

_RUN = regex(r"[A-Za-z]+|[0-9]+|.", re.DOTALL)
_TOKEN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._:/-]*[A-Za-z0-9])?")
_HEXADECIMAL = regex(r"0[xX][0-9A-Fa-f]+")
_DIGEST = regex(r"[0-9a-f]{32,}|[0-9A-F]{32,}")
_UUID = regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_FEWEST = 5
_FEWEST_PADDED = 3
_STEADY_DIGITS = 3
_MOST_RUNS = 8


def digits(values: Values) -> Finding | None:
    """Code: digits with zeros before them, or numbers that are names; an int would lose the zeros."""
    texts = values.texts
    if not all(text.isascii() and text.isdecimal() for text in texts) or len(set(texts)) == 1:
        return None
    if not any(text[0] == "0" and len(text) > 1 for text in texts) and not is_numbered(values):
        return None
    return _found(f"[0-9]{_repeat(texts)}")


def hexadecimal(values: Values) -> Finding | None:
    """Code: hexadecimal numbers with zeros before them, digests and UUIDs; an int would lose their width."""
    texts = values.texts
    if len(set(texts)) > 1 and values.match(_HEXADECIMAL):
        prefixes = "".join(dict.fromkeys(text[1] for text in texts))
        prefix = f"[{prefixes}]" if len(prefixes) > 1 else prefixes
        return _found(f"0{prefix}{_hex_class(''.join(text[2:] for text in texts))}{_repeat([t[2:] for t in texts])}")
    if values.match(_UUID):
        part = _hex_class("".join(texts))
        return _found(f"{part}{{8}}(-{part}{{4}}){{3}}-{part}{{12}}".replace("(", "(?:"))
    if values.match(_DIGEST) and len({len(text) for text in texts}) == 1:
        return _found(f"{_hex_class(''.join(texts))}{_repeat(texts)}")
    return None


def form(values: Values) -> Finding | None:
    """Code: letters, digits and signs in one order throughout, with digits of a steady width."""
    texts = values.texts
    distinct = set(texts)
    if not values.match(_TOKEN) or not texts[0][0].isalpha():
        return None
    runs = [_RUN.findall(text) for text in distinct]
    if len({tuple(map(_kind, each)) for each in runs}) > 1 or len(runs[0]) > _MOST_RUNS:
        return None
    columns = list(zip(*runs, strict=True))
    if not any(_is_steady(column, len(distinct)) for column in columns):
        return None
    return _found("".join(map(_class, columns)))


def _kind(run: str) -> str:
    return "a" if run.isalpha() else "0" if run.isdecimal() else run


def _is_steady(column: Sequence[str], distinct: int) -> bool:
    """Whether a run of digits has one width that is no chance: padded with zeros, or long, in several values."""
    if not column[0].isdecimal() or len(set(map(len, column))) > 1 or len(set(column)) == 1:
        return False
    padded = any(run.startswith("0") for run in column) and len(column[0]) > 1
    return distinct >= (_FEWEST_PADDED if padded else _FEWEST) and (padded or len(column[0]) >= _STEADY_DIGITS)


def _class(column: Sequence[str]) -> str:
    """Give the pattern of a run: classes of characters, never the values themselves."""
    if column[0].isdecimal():
        return f"[0-9]{_repeat(column)}"
    if not column[0].isalpha():
        return column[0].replace(".", r"\.")
    letters = "".join(column)
    lower, upper = any(map(str.islower, letters)), any(map(str.isupper, letters))
    return f"[{'A-Z' * upper}{'a-z' * lower}]" + ("" if max(map(len, column)) == 1 else "+")


def _hex_class(text: str) -> str:
    return f"[0-9{'A-F' * any(map(str.isupper, text))}{'a-f' * any(map(str.islower, text))}]"


def _repeat(texts: Sequence[str]) -> str:
    width = len(texts[0])
    return "+" if any(len(text) != width for text in texts) else f"{{{width}}}" if width > 1 else ""


def _found(pattern: str) -> Finding:
    return Finding(TypeConfig("code", pattern=pattern), "every value has this form")
