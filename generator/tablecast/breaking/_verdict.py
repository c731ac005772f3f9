"""What a comparison of two states comes to: the changes that break users, and which of them are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tablecast.breaking._acceptances import Placed, acceptance_line
from tablecast.breaking._change import CODES
from tablecast.codes import SEVERITY
from tablecast.diagnostics import Diagnostic, Related, did_you_mean
from tablecast.findings import Check, Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tablecast.breaking._change import Change, Identity
    from tablecast.codes import Code, Level, Severity
    from tablecast.findings import Status

_SHOWN_SUBJECTS = 8
NO_LEVELS: Mapping[Code, Level] = {}
"""What a configuration says of how bad changes are, if it says nothing."""


class Judged(NamedTuple):
    """A change, how bad it is, and the acceptance of it, if there is one, which may be over."""

    change: Change
    severity: Severity
    acceptance: Placed | None = None
    is_over: bool = False

    @property
    def is_accepted(self) -> bool:
        """Whether the change counts no more."""
        return self.acceptance is not None and not self.is_over


class Breaking(Check, frozen=True):
    """What breaks users between two states, in `datasets`, which are those of the earlier one.

    The working tree has no name. `accepted` is the path of the file for accepted changes. `is_first` says that the
    earlier state has no configuration, so that nothing was generated of it.
    """

    command: ClassVar[str] = "breaking"

    before: str = ""
    after: str = ""
    is_first: bool = False
    datasets: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    accepted: str = ""

    @property
    def status(self) -> Status:
        """Say in a word what the exit code says."""
        if any(problem.severity == "error" for problem in self.problems):
            return "failed"
        return "breaking" if self.counting else "compatible"

    @property
    def counting(self) -> tuple[Judged, ...]:
        """Give the changes that count."""
        return tuple(each for each in self.judged if each.severity == "error" and not each.is_accepted)

    def tests(self) -> dict[str, list[Diagnostic]]:
        """Give the datasets, each with what breaks its users, and after that what is accepted."""
        found: dict[str, list[Diagnostic]] = {name: [] for name in self.datasets}
        for each in sorted(self.judged, key=lambda each: each.is_accepted):
            found[each.change.dataset].append(self.diagnostic(each))
        return found

    def findings(self) -> tuple[Finding, ...]:
        """Give all that was found, sorted by place."""
        found = [*self.problems, *map(self.diagnostic, self.judged)]
        return tuple(map(Finding, sorted(found, key=lambda each: each.sort_key)))

    def diagnostic(self, judged: Judged) -> Diagnostic:
        """Tell a change like any other problem; where it is accepted, as what is to be known."""
        change, acceptance = judged.change, judged.acceptance
        related = change.related
        if acceptance is not None:
            related = (*related, Related(acceptance.location, _told(judged, acceptance)))
        return Diagnostic(
            CODES[change.rule],
            change.message,
            change.location,
            "info" if judged.is_accepted else judged.severity,
            self._hint(judged),
            related,
        )

    def _hint(self, judged: Judged) -> str:
        if judged.acceptance is None:
            return f"undo it, or give a reason in {self.accepted}: {acceptance_line(judged.change)}"
        return f"undo it, or say another day in {self.accepted}" if judged.is_over else ""


def _told(judged: Judged, placed: Placed) -> str:
    """Say until when a change is accepted, and why."""
    until = placed.acceptance.until
    end = f" until {until}" if until else ""
    return f"{'was ' * judged.is_over}accepted{end}: {' '.join(placed.acceptance.reason.split())}"


def judge(
    changes: Iterable[Change], accepted: Sequence[Placed], today: dt.date, severities: Mapping[Code, Level] = NO_LEVELS
) -> tuple[Judged, ...]:
    """Find the acceptance of each change, which holds on its last day; leave out what a configuration does not want."""
    by_identity = {placed.acceptance.identity: placed for placed in accepted}
    found: list[Judged] = []
    for change in changes:
        code = CODES[change.rule]
        level = severities.get(code, SEVERITY[code])
        placed = by_identity.get(change.identity)
        until = placed.acceptance.until if placed else None
        if level != "off":
            found.append(Judged(change, level, placed, is_over=until is not None and until < today))
    return tuple(found)


def unused(
    accepted: Sequence[Placed], judged: Sequence[Judged], before: str, known: Collection[Identity]
) -> Iterator[Diagnostic]:
    """Tell of acceptances of changes that are not there: they are made already, or something is mistyped.

    `known` are the changes that the earlier state accepts.
    """
    there = {each.change.identity for each in judged}
    for placed in accepted:
        identity = placed.acceptance.identity
        if identity in there:
            continue
        if identity in known:
            message = f"{before} accepts this change, too, and has it already"
            yield Diagnostic("unused-acceptance", message, placed.location, "info", hint="remove the line")
        else:
            open_ones = [each.change for each in judged if each.acceptance is None]
            near = [each.subject for each in open_ones if (each.dataset, each.rule) == identity[:2] and each.subject]
            hint = did_you_mean(identity[2], near, most=_SHOWN_SUBJECTS) or "remove the line"
            yield Diagnostic("unused-acceptance", f"no such change since {before}", placed.location, hint=hint)
