"""Changes that somebody has accepted: a file of their own, with the reason for each, and the day until it holds.

Each acceptance says all of itself on one line, so that branches which accept other things merge line by line, and a
line that is lost in a merge makes a check fail and none succeed.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec resolves the annotation when it validates
from typing import TYPE_CHECKING, NamedTuple, cast

from msgspec import Struct

from tablecast._toml import TomlFile, quoted
from tablecast._validation import Converter, Problems
from tablecast.breaking._change import Identity, Rule  # noqa: TC001 - as above
from tablecast.diagnostics import TablecastError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast._toml import Keys
    from tablecast.breaking._change import Change
    from tablecast.diagnostics import Location


class Acceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change of a dataset that breaks users and is meant to, by its rule and its subject, and why.

    It holds up to and including the day `until`, or without an end.
    """

    dataset: str
    rule: Rule
    subject: str = ""
    reason: str
    until: dt.date | None = None

    @property
    def identity(self) -> Identity:
        """What no two acceptances have in common."""
        return self.dataset, self.rule, self.subject


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    accepted: tuple[Acceptance, ...] = ()


class Placed(NamedTuple):
    """An acceptance, and where it stands."""

    acceptance: Acceptance
    location: Location


def parse_acceptances(path: str, text: str) -> tuple[Placed, ...]:
    """Read a file of accepted changes.

    Raises:
        TablecastError: It is no such file. There is a diagnostic for every problem, at its place.
    """
    file = TomlFile(path, text)
    problems = Problems(file)
    found = cast(_File, Converter(problems, {}).convert(file.data, _File)).accepted
    problems.settle()
    _check(found, problems)
    if problems.found:
        raise TablecastError(problems.found)
    return tuple(Placed(each, file.value_location("accepted", index)) for index, each in enumerate(found))


def _check(found: Iterable[Acceptance], problems: Problems) -> None:
    """Report acceptances without a reason, and those of one change that differ; a merge may repeat a line."""
    first: dict[Identity, tuple[Keys, Acceptance]] = {}
    for index, each in enumerate(found):
        keys: Keys = ("accepted", index)
        if not each.reason.strip():
            message = f"{problems.name((*keys, 'reason'))}: expected a reason, got an empty string"
            problems.add("invalid-value", (*keys, "reason"), message, "say why users can live with the change")
        place, earlier = first.setdefault(each.identity, (keys, each))
        if earlier != each:
            message = "this change is accepted twice, and not alike"
            problems.add("invalid-value", keys, message, "keep one of them", first=(place, "the first"))


def acceptance_line(change: Change) -> str:
    """Write the line that accepts a change, in which the reason is left to be said."""
    subject = f"subject = {quoted(change.subject)}, " if change.subject else ""
    return f'{{ dataset = {quoted(change.dataset)}, rule = {quoted(change.rule)}, {subject}reason = "" }},'
