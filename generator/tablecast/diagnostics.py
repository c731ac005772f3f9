"""What went wrong, where, and what to do: one record for every problem.

Every stage collects `Diagnostic` records instead of printing or stopping, so that a run reports all problems at once.
A printer in `tablecast.reports` turns the records into text, JSON and other formats; nothing else formats them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast, get_args

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from tablecast.codes import LOWEST, SEVERITY, Code, Level, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_OF_THE_CODE: Final = cast(Severity, "")
"""Stands for the severity that the code has, until a diagnostic is made."""
_LEVELS: tuple[Level, ...] = get_args(Level)


class Location(Struct, frozen=True, gc=False, order=True):
    """A place in a text file.

    `path` is relative to the project's root, with forward slashes on every platform.
    `line` and `column` count from 1, a column in characters, as editors show it; 0 means that it is not known.
    `end_column` is the column after the last character of the place, on the same line, or 0.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Give `path:line:column`, without the parts that are not known."""
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


class Related(Struct, frozen=True, gc=False, order=True):
    """A second place that explains a diagnostic, such as the first of two equal keys."""

    location: Location
    message: str


class Diagnostic(Struct, frozen=True, gc=False):
    """One problem: a stable code, what it is, where it is, what to do, and how bad it is.

    The code says how bad it is, unless it is said here, as for a problem of what is then left out.
    """

    code: Code
    message: str
    location: Location
    severity: Severity = _OF_THE_CODE
    hint: str = ""
    related: tuple[Related, ...] = ()

    def __post_init__(self) -> None:
        """Look up the severity."""
        if self.severity == _OF_THE_CODE:
            force_setattr(self, "severity", SEVERITY[self.code])

    def __str__(self) -> str:
        """Give the one-line form, `path:line:column: severity: message [code]`."""
        return f"{self.location}: {self.severity}: {self.message} [{self.code}]"

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Order by place first, so that a report reads along the files."""
        return (self.location, self.code, self.message)


def levels(code: Code) -> tuple[Level, ...]:
    """Give what a configuration may make of a code, from the worst; nothing where its severity is fixed."""
    return () if LOWEST[code] == SEVERITY[code] else _LEVELS[: _LEVELS.index(LOWEST[code]) + 1]


def configured(found: Iterable[Diagnostic], severities: Mapping[Code, Level]) -> Iterator[Diagnostic]:
    """Give diagnostics as bad as a configuration says, without those that it does not want to know of."""
    for each in found:
        level = severities.get(each.code, each.severity)
        if level != "off":
            yield each if level == each.severity else replace(each, severity=level)


class TablecastError(Exception):
    """The work could not be done; `diagnostics` says why, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics, sorted and without repeats."""
        unique = dict.fromkeys(diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(unique, key=lambda found: found.sort_key))
        super().__init__("\n".join(str(found) for found in self.diagnostics))

    def __reduce__(self) -> tuple[type[TablecastError], tuple[tuple[Diagnostic, ...]]]:
        """Pickle by the diagnostics, so that the error of a worker process arrives whole."""
        return (type(self), (self.diagnostics,))


def did_you_mean(word: str, candidates: Iterable[str], *, most: int | None = None) -> str:
    """Suggest the candidate nearest to a mistyped word, else list them all; empty when there are none.

    `most` is how many are listed; it is for texts of documents, of which there may be thousands.
    """
    import difflib  # noqa: PLC0415 - it takes longer to import than a check that finds nothing wrong

    names = list(dict.fromkeys(candidates))
    folded = {name.casefold(): name for name in reversed(names)}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    if close:
        return f"did you mean '{folded[close[0]]}'?"
    if not names or (most is not None and len(names) > most):
        return ""
    return "choose from " + ", ".join(f"'{name}'" for name in names)


def shortened(text: str, length: int) -> str:
    """Show a text on one line, and of a long one how it begins."""
    folded = " ".join(text.split())
    return folded if len(folded) <= length else folded[: length - 3].rstrip() + "..."
