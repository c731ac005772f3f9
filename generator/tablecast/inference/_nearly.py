"""What a column nearly is: the type that most of its cells have, the cells that have another, and what may be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.inference._values import Reason, related
from tablecast.inference._words import lone_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.inference._values import Values
    from tablecast.tables import Cell


class _Kind(NamedTuple):
    """What a cell may be, a pattern of it, and the key that a person may say it by, if there is one."""

    name: str
    pattern: re.Pattern[str]
    key: str = ""

    @property
    def begin(self) -> re.Pattern[str]:
        """A pattern of texts that begin with such a value."""
        return re.compile(rf"(?:{self.pattern.pattern})(?![\w/])", self.pattern.flags)


_NUMBER = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?"
_KINDS = (
    _Kind("yes or no", regex(r"yes|no|true|false|(?:not )?supported", re.IGNORECASE), "true and false"),
    _Kind("a whole number", regex(r"-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)")),
    _Kind("a date", regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "formats"),
    _Kind("a version", regex(r"v?[0-9]+\.[0-9]+\.[0-9]+(?:[-.+][0-9A-Za-z.-]+)?")),
    _Kind("a number with a unit", regex(rf"{_NUMBER} ?(?:%|[kKMGT]i?[Bb](?:it/s|ps|/s)?|[mun]?s|seconds?|minutes?)")),
    _Kind("a range", regex(rf"{_NUMBER}(?: ?- ?| to ){_NUMBER}")),
    _Kind("a URL", regex(r"https?://\S+")),
    _Kind("of one form", regex(r"[A-Za-z]+[._-]?[0-9]{3,}")),
)
_FEWEST = 3
_DIGIT = regex(r"[0-9]")
_FEW = 3
_SHORT = 20


def nearly(values: Values) -> Reason:
    """Name the type that most of the cells have, and the cells that have not; there may be none."""
    for kind in _KINDS:
        others = [cell for cell in values.cells if not kind.pattern.fullmatch(cell.text)]
        if others and _is_most(len(values.cells) - len(others), len(values.cells)):
            return Reason(_said(f"not every value is {kind.name}", _remedy(kind, others)), related(others))
    lone = lone_members(values)
    why = f"{len(set(values.texts))} values, but not each of them is repeated; if there are no others, say enum"
    return Reason(why, related(lone)) if lone else Reason("")


def _is_most(near: int, size: int) -> bool:
    return near >= _FEWEST and near * 3 >= size * 2


def _remedy(kind: _Kind, others: Sequence[Cell]) -> str:
    """Say what to write if the other cells mean no more than the rest do."""
    texts = tuple(dict.fromkeys(cell.text for cell in others))
    if all(map(kind.begin.match, texts)):
        return "a pattern with a group can take the part that is"
    if len(texts) > _FEW or any(len(text) > _SHORT for text in texts):
        return ""
    if len(texts) == 1 and not _DIGIT.search(texts[0]):
        return f"if '{texts[0]}' means no value, list it in missing"
    return f"{kind.key} can say how such values are written" if kind.key else ""


def _said(*parts: str) -> str:
    return "; ".join(filter(None, parts))
