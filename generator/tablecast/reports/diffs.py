"""What differs between two states of all datasets: for people, for a comment on a pull request, and for programs."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from tablecast._comparison import WORKING_TREE
from tablecast._regex import regex
from tablecast.reports import rows
from tablecast.reports._paths import calm
from tablecast.reports._style import count, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecast._comparison import Comparison
    from tablecast.reports._style import Paint

_PRESENCE = {"added": "not there before", "removed": "no longer there"}

COMMENT_LIMIT = 65_536
"""How many characters a comment may have on GitHub."""

_COMMENT_WIDTH = 100
"""How wide lines of code are shown in a comment before they scroll."""

_ROOM_FOR_REST = 200
_INDENT = "  "
_FENCE = regex("`{3,}")
_KINDS = ("added", "removed", "changed", "renamed", "retyped")


def lines(found: Comparison, paint: Paint = plain, width: int = rows.WIDTH) -> Iterator[str]:
    """Give the lines that tell what differs, dataset by dataset."""
    for each in found.differing:
        if each.state in _PRESENCE:
            yield f"{paint(each.found.name, 'strong')}  {_PRESENCE[each.state]}"
        yield from rows.rows(each.found, each.outputs, paint, width)


def summary(found: Comparison, paint: Paint = plain) -> Iterator[str]:
    """Give the line that sums a comparison up."""
    yield f"{found.before or WORKING_TREE} \N{RIGHTWARDS ARROW} {found.after or WORKING_TREE}: {_verdict(found, paint)}"


def _verdict(found: Comparison, paint: Paint = plain) -> str:
    if not found.differing:
        return paint(f"no row differs in {count(found.total, 'dataset')}", "good")
    differing = f"{len(found.differing)} of {count(found.total, 'dataset')}"
    return f"{paint(', '.join(_counts(found)), 'warn')} in {differing}"


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


def markdown(found: Comparison) -> str:
    """Give the same lines as Markdown, as a block of `diff` in which signs have colours, within a comment's limit."""
    # A sign has its colour at the beginning of a line alone; and no text may end the block.
    told = [calm(line.removeprefix(_INDENT)) for line in lines(found, width=_COMMENT_WIDTH)]
    fence = max(["``", *(run for line in told for run in _FENCE.findall(line))], key=len) + "`"
    head = f"### tablecast: {_verdict(found)}"
    ends = accumulate(len(line) + 1 for line in told)
    room = COMMENT_LIMIT - _ROOM_FOR_REST - len(head) - 2 * len(fence)
    shown = [line for line, end in zip(told, ends, strict=True) if end <= room]
    block = ["", f"{fence}diff", *shown, fence] if shown else []
    left = len(told) - len(shown)
    rest = ["", f"{count(left, 'line')} more: `tablecast diff` shows all."] if left else []
    return "".join(f"{line}\n" for line in [head, *block, *rest])


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
