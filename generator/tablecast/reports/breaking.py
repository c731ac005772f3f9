"""What breaks users of the generated code, for people: a few lines a change, dataset by dataset."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from tablecast._comparison import WORKING_TREE
from tablecast.breaking import acceptance_line
from tablecast.reports._paths import calm
from tablecast.reports._style import count, plain
from tablecast.reports._words import folded
from tablecast.reports.rows import WIDTH
from tablecast.reports.text import diagnostics, failure_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.breaking import Breaking, Judged
    from tablecast.diagnostics import Diagnostic
    from tablecast.reports._style import Paint, Tone

_LEAST_WIDTH = 40
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SHOWN_LINES = 8
"""How many lines for the file of accepted changes are offered."""


def text(found: Breaking) -> str:
    """Give all that is to be told, as a file of text: without colour, and without the lines of the documents."""
    told = [*diagnostics(found.problems, lambda _: ""), *lines(found), *summary(found)]
    return "".join(f"{calm(line)}\n" for line in told)


def lines(found: Breaking, paint: Paint = plain, width: int = WIDTH) -> Iterator[str]:
    """Give the lines that tell of each change: what it is, where it is now and where it was, and why it is accepted."""
    room = max(width, _LEAST_WIDTH)
    for name, together in groupby(found.judged, key=lambda each: each.change.dataset):
        yield paint(name, "strong")
        for each in together:
            told = found.diagnostic(each)
            yield from _change(each, told, paint, room)
            yield from _places(told, paint, room)


def _change(judged: Judged, told: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    is_gone = judged.change.rule.endswith("removed")
    tone: Tone = "dim" if judged.is_accepted else "bad" if is_gone else "warn"
    first, *rest = _wrapped(f"{told.message} [{told.code}]", width - 4)
    yield f"  {paint('-' if is_gone else '~', tone)} {_message(first, judged, paint)}"
    yield from (f"    {_message(line, judged, paint)}" for line in rest)


def _message(line: str, judged: Judged, paint: Paint) -> str:
    """Let the code at the end of a message, and all of one that is accepted, step back."""
    if judged.is_accepted:
        return paint(line, "dim")
    said, bracket, code = line.rpartition("[")
    return f"{said}{paint(bracket + code, 'dim')}" if line.endswith("]") else line


def _places(told: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    """Give the lines that name each place, and say what it is."""
    for place, message in [(told.location, ""), *((each.location, each.message) for each in told.related)]:
        shown = str(place)
        first, *rest = _wrapped(f"{shown}: {message}" if message else shown, width - 6)
        yield f"      {first.replace(shown, paint(shown, 'place'), 1)}"
        yield from (f"        {line}" for line in rest)


def _wrapped(shown: str, width: int) -> list[str]:
    """Break a text into lines; what is too long stays whole, and no line begins like a command of a CI service."""
    kept = folded(shown).replace(" ::", f"{_NO_BREAK}::")
    lines = textwrap.wrap(kept, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ") for line in lines]


def summary(found: Breaking, paint: Paint = plain) -> Iterator[str]:
    """Give the lines that sum it up, and say what can be done."""
    if found.status == "failed":
        yield from failure_summary(found.problems, paint)
        return
    states = f"{found.before} \N{RIGHTWARDS ARROW} {found.after or WORKING_TREE}"
    if found.is_first:
        yield f"{states}: {paint('nothing was generated before, so nothing breaks', 'good')}"
        return
    accepted = sum(each.is_accepted for each in found.judged)
    over = sum(each.is_over for each in found.judged)
    also = f", {accepted} accepted" * bool(accepted) + f", {over} no longer accepted" * bool(over)
    if found.status == "compatible":
        told = f"nothing breaks users of {count(len(found.datasets), 'dataset')}{also}"
        yield f"{states}: {paint(told, 'good')}"
        return
    told = f"{count(len(found.counting), 'change')} {_break(len(found.counting))} users{also}"
    yield f"{states}: {paint(told, 'bad')}"
    yield from _offer(found)


def _break(changes: int) -> str:
    return "breaks" if changes == 1 else "break"


def _offer(found: Breaking) -> Iterator[str]:
    """Offer what to write to accept the changes; a line is to be copied, so that it stays one."""
    offered = [acceptance_line(each.change) for each in found.counting if each.acceptance is None]
    if not offered:
        return
    yield f"To accept what is meant, say why in {found.accepted}:"
    yield "  accepted = ["
    yield from (f"    {line}" for line in dict.fromkeys(offered[:_SHOWN_LINES]))
    if len(offered) > _SHOWN_LINES:
        yield f"    # and {len(offered) - _SHOWN_LINES} more"
    yield "  ]"
