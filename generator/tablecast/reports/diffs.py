"""What differs between two states of all datasets: for people, and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from tablecast._comparison import WORKING_TREE
from tablecast.reports import rows
from tablecast.reports._style import count, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecast._comparison import Comparison
    from tablecast.reports._style import Paint

_PRESENCE = {"added": "not there before", "removed": "no longer there"}
_KINDS = ("added", "removed", "changed", "renamed", "retyped")


def lines(found: Comparison, paint: Paint = plain, width: int = rows.WIDTH) -> Iterator[str]:
    """Give the lines that tell what differs, dataset by dataset."""
    for each in found.differing:
        if each.state in _PRESENCE:
            yield f"{paint(each.found.name, 'strong')}  {_PRESENCE[each.state]}"
        yield from rows.rows(each.found, each.outputs, paint, width)


def summary(found: Comparison, paint: Paint = plain) -> Iterator[str]:
    """Give the line that sums a comparison up."""
    states = f"{found.before or WORKING_TREE} \N{RIGHTWARDS ARROW} {found.after or WORKING_TREE}"
    if not found.differing:
        same = f"no row differs in {count(found.total, 'dataset')}"
        yield f"{states}: {paint(same, 'good')}"
        return
    differing = f"{len(found.differing)} of {count(found.total, 'dataset')}"
    yield f"{states}: {paint(', '.join(_counts(found)), 'warn')} in {differing}"


def _counts(found: Comparison) -> Iterator[str]:
    diffs = [each.found for each in found.differing]
    moved, reordered = sum(len(diff.moved) for diff in diffs), sum(len(diff.reordered) for diff in diffs)
    changes: dict[str, Mapping[str, int]] = {
        "field": Counter(change.kind for diff in diffs for change in diff.fields),
        "row": Counter(change.kind for diff in diffs for change in diff.rows),
        "table": Counter(moved=moved, reordered=reordered),
    }
    for noun, kinds in changes.items():
        for kind in (*_KINDS, "moved", "reordered"):
            if kinds.get(kind):
                yield f"{count(kinds[kind], noun)} {kind}"


def json(found: Comparison) -> str:
    """Give a JSON object: what is compared, and what differs; null is the working tree."""
    datasets = [
        {"state": each.state, **rows.data(each.found), "outputs": list(each.outputs)} for each in found.differing
    ]
    data = {
        "before": found.before or None,
        "after": found.after or None,
        "compared": found.total,
        "datasets": datasets,
        "diagnostics": found.diagnostics,
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode()
