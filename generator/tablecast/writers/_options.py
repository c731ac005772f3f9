"""The options of an output, as a template reads them: checked for what they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tablecast.diagnostics import did_you_mean
from tablecast.writers._guarded import Guarded, Opaque, guarded
from tablecast.writers._refusal import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tablecast.model import Dataset


class Options(Opaque):
    """The options: `options.NAME` is one's value, `options.text(NAME)` and the like check it, too."""

    def __init__(self, options: Mapping[str, Any], dataset: Dataset) -> None:
        """Keep the options and what they may refer to."""
        self._options = options
        self._fields = [field.name for field in dataset.schema.fields]

    def __getitem__(self, name: str) -> object:
        """Give an option as it is, its texts guarded.

        Raises:
            KeyError: The option is not given.
        """
        return guarded(self._options[name])

    def __iter__(self) -> Iterator[Guarded]:
        """Give the names of the options."""
        return map(Guarded, self._options)

    def text(self, name: str) -> Guarded:
        """Give an option that is a text; an empty one when it is not given.

        Raises:
            OptionError: The option is something else.
        """
        return Guarded(self.plain_text(name))

    def plain_text(self, name: str) -> str:
        """Do as `text`, for the writers themselves."""
        value = self._options.get(name, "")
        if not isinstance(value, str):
            message = f"the option '{name}' must be a text"
            raise OptionError(message)
        return value

    def choice(self, name: str, default: str, *others: str) -> str:
        """Give an option that is one of several texts; the first of them when it is not given.

        Raises:
            OptionError: The option is something else.
        """
        value = self._options.get(name, default)
        for each in (default, *others):
            if value == each:
                return each
        message = f"the option '{name}' must be one of {', '.join(map(repr, (default, *others)))}"
        raise OptionError(message)

    def fields(self, name: str) -> tuple[str, ...] | None:
        """Give an option that is the name of a field or a list of such names; None when it is not given.

        Raises:
            OptionError: The option is something else, or there is no such field.
        """
        if name not in self._options:
            return None
        value = self._options[name]
        if isinstance(value, str):
            return (self._field(name, value),)
        if not isinstance(value, list):
            message = f"the option '{name}' must be the name of a field, or a list of such names"
            raise OptionError(message)
        return tuple(self._field(name, each) for each in cast(list[object], value))

    def _field(self, option: str, given: object) -> str:
        if isinstance(given, str) and given in self._fields:
            return given
        message = f"the option '{option}' names the field '{given}', which is not there"
        raise OptionError(message, hint=did_you_mean(str(given), self._fields))


def unknown_options(given: Iterable[str], known: Iterable[str]) -> list[OptionError]:
    """Report the options that a template does not have."""
    names = tuple(known)
    return [
        OptionError(f"the template has no option '{name}'", hint=did_you_mean(name, names))
        for name in given
        if name not in names
    ]
