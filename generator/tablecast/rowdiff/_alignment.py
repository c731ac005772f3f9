"""Which record of one state is which of the other.

What is surest comes first: records that are equal, then records with one key, then records that are alike. What is
paired once is not looked at again, but for records whose keys were handed on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tablecast.rowdiff._likeness import Likeness
from tablecast.rowdiff._sequences import in_sequence, rising

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Sized

    from tablecast.rowdiff._likeness import Row
    from tablecast.snapshots import TableName

_Name = TypeVar("_Name", bound="Hashable")

_ALIKE = 50
"""From which percentage on two rows between the same neighbours are one that was edited."""

_ALIKE_ANYWHERE = 60
"""As above, for rows that stand in different places: these need to have more in common."""


class Side(NamedTuple):
    """The records of one state, by what both states have: the key, the other fields, the markup, and the table.

    `keys` is empty when the records have no key. An item of each sequence is one record's.
    """

    keys: Sequence[Row]
    contents: Sequence[Row]
    markups: Sequence[str]
    tables: Sequence[TableName]

    def identities(self) -> list[Hashable]:
        """Give what is equal for equal records."""
        return list(zip(self.keys or self.markups, self.contents, self.markups, strict=True))


def align(before: Side, after: Side) -> dict[int, int]:
    """Pair the records of two states, each with one at most: by the number of the earlier, that of the later."""
    pairing = _Pairing(before, after)
    for in_table in (True, False):
        pairing.pair_equal(in_table=in_table)
    if before.keys:
        for in_table in (True, False):
            pairing.pair_by_key(in_table=in_table)
        pairing.follow_keys()
    pairing.pair_by_column()
    pairing.pair_between_neighbours()
    pairing.pair_alike(pairing.free_before(), pairing.free_after(), _ALIKE_ANYWHERE)
    return dict(sorted(pairing.later.items()))


class _Pairing:
    """The pairs so far: `later` by the number of the earlier record, `earlier` by that of the later one."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.later: dict[int, int] = {}
        self.earlier: dict[int, int] = {}

    @cached_property
    def _likeness(self) -> Likeness:
        """What tells how alike rows are: as a rule nearly all are equal, and none has to be taken apart."""
        return Likeness(self.before.contents, self.after.contents)

    def free_before(self) -> list[int]:
        return [index for index in range(len(self.before.contents)) if index not in self.later]

    def free_after(self) -> list[int]:
        return [index for index in range(len(self.after.contents)) if index not in self.earlier]

    def _pair(self, one: int, other: int) -> None:
        self.later[one], self.earlier[other] = other, one

    def _pair_in_order(self, ones: Iterable[int], others: Iterable[int]) -> None:
        free = [one for one in ones if one not in self.later]
        also_free = (other for other in others if other not in self.earlier)
        for one, other in zip(free, also_free, strict=False):
            self._pair(one, other)

    def pair_equal(self, *, in_table: bool) -> None:
        """Pair equal records: first those that keep their order, so that of repeated ones the right one is left."""
        ones, others = self.free_before(), self.free_after()
        here = _named(self.before.identities(), self.before.tables, ones, in_table=in_table)
        there = _named(self.after.identities(), self.after.tables, others, in_table=in_table)
        for first, second in in_sequence(here, there):
            self._pair(ones[first], others[second])
        for group, same in _groups(ones, here, others, there):
            self._pair_in_order(group, same)

    def pair_by_key(self, *, in_table: bool) -> None:
        """Pair records with one key: of several the most alike, then the others in their order."""
        ones, others = self.free_before(), self.free_after()
        here = _named(self.before.keys, self.before.tables, ones, in_table=in_table)
        there = _named(self.after.keys, self.after.tables, others, in_table=in_table)
        for group, same in _groups(ones, here, others, there):
            if len(group) > 1 or len(same) > 1:
                self.pair_alike(group, same, _ALIKE)
            self._pair_in_order(group, same)

    def follow_keys(self) -> None:
        """Follow records whose keys were handed on, as when all are renumbered, by what they say besides.

        A single record that says what another key said, which is still there, is a copy as likely as it is a rename.
        """
        ones, others = _only(self.before.contents), _only(self.after.contents)
        for other in self.free_after():
            chain = list(self._chain(other, ones, others))
            if len(chain) > 1 or any(one not in self.later for one, _ in chain):
                for one, _ in chain:
                    if one in self.later:
                        del self.earlier[self.later.pop(one)]
                for pair in chain:
                    self._pair(*pair)

    def _chain(self, other: int, ones: Mapping[Row, int], others: Mapping[Row, int]) -> Iterator[tuple[int, int]]:
        """Pair a record that has a new key with the one that said the same, then the record that has its key now."""
        following: int | None = other
        while following is not None:
            content = self.after.contents[following]
            one = ones.get(content) if any(content) and content in others else None
            had = None if one is None else self.later.get(one)
            if one is None or (had is not None and self._likeness.percentage(one, had) >= _ALIKE):
                return
            yield one, following
            following = had

    def pair_by_column(self) -> None:
        """Pair records by a text that is in one of each side, in a column that tells nearly all records apart."""
        columns = (zip(*side.contents, strict=True) for side in (self.before, self.after))
        for here, there in zip(*columns, strict=False):
            ones, others = _only(here), _only(there)
            if not (_is_telling(ones, here) and _is_telling(others, there)):
                continue
            for text, one in ones.items():
                if text and text in others and one not in self.later and others[text] not in self.earlier:
                    self._pair(one, others[text])

    def pair_between_neighbours(self) -> None:
        """Pair records that are alike and stand between the same pairs of records.

        Without a key, as many records as there were are those that were there if a cell of each was edited.
        """
        pairs = rising(self.later.items())
        firsts, seconds = [one for one, _ in pairs], [other for _, other in pairs]
        ones, others = self.free_before(), self.free_after()
        here = [bisect_left(firsts, one) for one in ones]
        there = [bisect_left(seconds, other) for other in others]
        for group, same in _groups(ones, here, others, there):
            self.pair_alike(group, same, _ALIKE)
            left = [one for one in group if one not in self.later]
            still = [other for other in same if other not in self.earlier]
            if not self.before.keys and len(left) == len(still):
                for one, other in zip(left, still, strict=True):
                    if _is_one_edit(self.before.contents[one], self.after.contents[other]):
                        self._pair(one, other)

    def pair_alike(self, ones: Sequence[int], others: Sequence[int], least: int) -> None:
        """Pair the records that are alike, the most alike first, then those whose places are nearest."""
        if not ones or not others:
            return
        here, there = ({each: rank for rank, each in enumerate(some)} for some in (ones, others))
        found = [
            (-percentage, abs(here[one] - there[other]), one, other)
            for one, other in self._likeness.likely(ones, others)
            if (percentage := self._likeness.percentage(one, other)) >= least
        ]
        for _, _, one, other in sorted(found):
            if one not in self.later and other not in self.earlier:
                self._pair(one, other)


def _named(
    values: Sequence[Hashable], tables: Sequence[TableName], indexes: Iterable[int], *, in_table: bool
) -> list[Hashable]:
    """Give the values of some records, on request with the table that they stand in."""
    return [(values[index], tables[index] if in_table else None) for index in indexes]


def _groups(
    ones: Sequence[int], here: Sequence[Hashable], others: Sequence[int], there: Sequence[Hashable]
) -> Iterator[tuple[list[int], list[int]]]:
    """Give the records of both sides that have one name, where both have any."""
    groups: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (indexes, names) in enumerate(((ones, here), (others, there))):
        for index, name in zip(indexes, names, strict=True):
            groups[name][side].append(index)
    return (group for group in groups.values() if all(group))


def _only(values: Sequence[_Name]) -> dict[_Name, int]:
    """Give the values that are there once, each with its number."""
    counts = Counter(values)
    return {value: index for index, value in enumerate(values) if counts[value] == 1}


def _is_telling(once: Sized, texts: Sized) -> bool:
    """Tell whether nine in ten texts are there once, such that one of them tells a record from all others."""
    return 10 * len(once) >= 9 * len(texts)


def _is_one_edit(before: Row, after: Row) -> bool:
    """Tell whether two rows differ in one cell, and have a text in common."""
    cells = list(zip(before, after, strict=True))
    return sum(one != other for one, other in cells) == 1 and any(one and one == other for one, other in cells)
