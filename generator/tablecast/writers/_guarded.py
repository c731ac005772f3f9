"""Text can never become code: what a template gets of a dataset is not a string.

Every text of a document, and of the configuration, reaches a template as a `Guarded` value, which refuses to become a
string: printing it, joining it, filtering it raises. Only a literal filter opens it, and what comes out is the code of
a literal. So no template has to remember to escape, whatever it does with macros, joins or blocks that it sets.

This guards against mistakes and is not a sandbox: a template is code of the project that uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import total_ordering
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, cast

from tablecast.model import Quantity
from tablecast.types import write_value
from tablecast.writers._refusal import MisuseError, UnescapedError

if TYPE_CHECKING:
    from tablecast.model import Data
    from tablecast.writers._marks import Origin

HINT = "write it with a literal filter: py, json, md, c or ts; or with verbatim if it is code on purpose"


class Opaque:
    """What a template sees and cannot print."""

    __slots__ = ()

    def __str__(self) -> NoReturn:
        """Refuse to become a string.

        Raises:
            UnescapedError: Always.
        """
        message = "a value of the dataset is printed as it is and could become code"
        raise UnescapedError(message, hint=HINT)

    def __repr__(self) -> str:
        """Give nothing away, for the same reason."""
        return f"<{type(self).__name__}>"


@total_ordering
class Guarded(Opaque):
    """A value that reaches the output through a literal filter alone.

    It compares and hashes as the value itself does, is true when it is, and knows its length and what it contains, so
    that templates can decide by it. `missing` tells whether there is no value.
    """

    __slots__ = ("_data", "_origin")

    def __init__(self, data: Data, origin: Origin | None = None) -> None:
        """Guard a value; `origin` says which record and field it stands for."""
        self._data = data
        self._origin = origin

    @property
    def missing(self) -> bool:
        """Whether there is no value."""
        return self._data is None

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        return bool(self._data == opened(other))

    def __lt__(self, other: object) -> bool:
        """Compare by value; the absence of one comes first.

        Raises:
            MisuseError: One is neither more nor less than the other.
        """
        mine, yours = self._data, opened(other)
        return yours is not None if mine is None else yours is not None and _is_less(mine, yours)

    def __hash__(self) -> int:
        """Hash as the value does, so that a dictionary finds it by either."""
        return hash(self._data)

    def __bool__(self) -> bool:
        """Tell whether the value is true."""
        return bool(self._data)

    def __len__(self) -> int:
        """Give the length of the text."""
        return len(write_value(self._data))

    def __contains__(self, part: object) -> bool:
        """Tell whether the text contains another."""
        return write_value(opened(part)) in write_value(self._data)

    def __int__(self) -> int:
        """Give the number, for arithmetic."""
        return int(cast(Any, self._data) or 0)

    def __float__(self) -> float:
        """Give the number, for arithmetic."""
        return float(cast(Any, self._data) or 0)


_data_of: Callable[[Guarded], Data] = attrgetter("_data")
_origin_of: Callable[[Guarded], Origin | None] = attrgetter("_origin")


def opened(value: object) -> Any:
    """Give the value that is guarded, or the value itself: for the filters, which make code of it."""
    return _data_of(value) if isinstance(value, Guarded) else value


def described(data: object) -> str:
    """Say what a value is, for messages."""
    if data is None:
        return "no value"
    kind = {"Items": "list", "Entries": "mapping"}.get(type(data).__name__, type(data).__name__.lower())
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _is_less(mine: Any, yours: Any) -> bool:
    """Compare numbers, texts, points in time, and quantities of one unit."""
    match mine, yours:
        case Quantity(amount, unit), Quantity(other, same) if unit == same:
            return amount < other
        case _:
            pass
    try:
        return bool(mine < yours)
    except TypeError:
        message = f"{described(mine)} is neither more nor less than {described(yours)}"
        raise MisuseError(message) from None


def origin_of(value: object) -> Origin | None:
    """Give the record and field that a value stands for, if it is one of a dataset."""
    return _origin_of(value) if isinstance(value, Guarded) else None


def guarded(value: Any) -> object:
    """Guard every text in a structure of lists and tables, as a configuration's options are."""
    if isinstance(value, str):
        return Guarded(value)
    if isinstance(value, dict):
        return {key: guarded(item) for key, item in cast(dict[str, Any], value).items()}
    if isinstance(value, list | tuple):
        return tuple(guarded(item) for item in cast(Iterable[Any], value))
    return value
