"""Regular expressions that are compiled when they are first used.

Python takes longer to compile an expression than to use it on a small document, and a command uses but some of those
that its modules hold: all together would be a good part of its start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import Any

_PARTS = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives, as far as its methods go: functions of `re` do not take it for a pattern.

    Raises:
        re.PatternError: When it is first used, if it is no regular expression (`re.error` before Python 3.13).
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Compiled:
    """An expression whose methods are attributes: Python finds these as fast as those of a pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags


class _Later(_Compiled):
    """One that is not compiled yet; it becomes the other, as what asks `__getattr__` is slow to give what is there."""

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((part, getattr(compiled, part)) for part in _PARTS)
        object.__setattr__(self, "__class__", _Compiled)
        return self.__dict__[name]
