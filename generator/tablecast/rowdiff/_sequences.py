"""What two sequences have in common, in time that grows with their length (and not with its square)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence


def rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the most pairs that rise in both numbers: a longest increasing subsequence, by patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    ordered = sorted(pairs)
    before = [-1] * len(ordered)
    for index, (_, value) in enumerate(ordered):
        length = bisect_left(tails, value)
        before[index] = ends[length - 1] if length else -1
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    return _traced(ordered, before, ends[-1] if ends else -1)


def _traced(pairs: Sequence[tuple[int, int]], before: Sequence[int], last: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while last >= 0:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def in_sequence(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair equal items without crossing, as a patience diff does.

    Equal ends are paired, then the items that are there once on each side, and so on between these. What is repeated
    between them is left over: none of the repeated ones is more like another.
    """
    found: list[tuple[int, int]] = []
    spans = [(0, len(before), 0, len(after))]
    while spans:
        first, last, start, stop = spans.pop()
        while first < last and start < stop and before[first] == after[start]:
            found.append((first, start))
            first, start = first + 1, start + 1
        while first < last and start < stop and before[last - 1] == after[stop - 1]:
            last, stop = last - 1, stop - 1
            found.append((last, stop))
        anchors = rising(_once_each(before, after, range(first, last), range(start, stop)))
        if anchors:
            edges = [(first, start), *anchors, (last, stop)]
            spans += ((one, other, here, there) for (one, here), (other, there) in pairwise(edges))
    return sorted(found)


def _once_each(
    before: Sequence[Hashable], after: Sequence[Hashable], ones: range, others: range
) -> Iterator[tuple[int, int]]:
    """Pair the items that are there once in each of two spans."""
    counts = Counter(before[one] for one in ones)
    places = {after[other]: other for other in others}
    repeated = Counter(after[other] for other in others)
    for one in ones:
        item = before[one]
        if counts[item] == 1 and repeated[item] == 1:
            yield one, places[item]
