"""Which field of one state is which of the other: by name, and where the name changed, by what the records say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from tablecast.rowdiff._changes import FieldChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tablecast.snapshots import FieldSnapshot, Snapshot

    FieldPairs: TypeAlias = dict[int, int]

_HALF = 50
"""Which percentage of the texts of a telling field must be those of another, wherever they stand."""

_MOSTLY = 75
"""Which percentage of the aligned records must have one text in both fields, for few texts may agree by chance."""


def pair_by_name(before: Snapshot, after: Snapshot) -> FieldPairs:
    """Pair the fields that have one name: by the place of the earlier, that of the later."""
    places = {field.name: place for place, field in enumerate(after.fields)}
    return {place: places[field.name] for place, field in enumerate(before.fields) if field.name in places}


def pair_by_texts(before: Snapshot, after: Snapshot, pairs: FieldPairs) -> FieldPairs:
    """Pair more fields by their texts, wherever these stand, if most of these tell records apart.

    That works before it is known which record is which, and helps to find out.
    """

    def share(one: int, other: int) -> int:
        here, there = _telling(before, one), _telling(after, other)
        most = max(here.total(), there.total())
        return 100 * (here & there).total() // most if most else 0

    return _most_shared(before, after, pairs, share, _HALF)


def _telling(state: Snapshot, place: int) -> Counter[str]:
    """Count the texts of a field; none if half of them are repeated."""
    counts = Counter(text for record in state.records if (text := record.texts[place]))
    return counts if 2 * len(counts) > counts.total() else Counter()


def pair_by_records(before: Snapshot, after: Snapshot, pairs: FieldPairs, aligned: Mapping[int, int]) -> FieldPairs:
    """Pair more fields by their texts in records of which it is known which is which."""

    def share(one: int, other: int) -> int:
        texts = [
            (before.records[here].texts[one], after.records[there].texts[other]) for here, there in aligned.items()
        ]
        said = [here == there for here, there in texts if here or there]
        return 100 * sum(said) // len(said) if said else 0

    return _most_shared(before, after, pairs, share, _MOSTLY)


def _most_shared(
    before: Snapshot, after: Snapshot, pairs: FieldPairs, share: Callable[[int, int], int], least: int
) -> FieldPairs:
    """Add pairs of fields that share at least a percentage, those first that share most and then the nearest."""
    ones = [place for place in range(len(before.fields)) if place not in pairs]
    others = [place for place in range(len(after.fields)) if place not in pairs.values()]
    shares = [(-share(one, other), abs(one - other), one, other) for one in ones for other in others]
    found = dict(pairs)
    for negative, _, one, other in sorted(shares):
        if -negative >= least and one not in found and other not in found.values():
            found[one] = other
    return dict(sorted(found.items()))


def field_changes(
    before: Sequence[FieldSnapshot], after: Sequence[FieldSnapshot], pairs: Mapping[int, int]
) -> Iterator[FieldChange]:
    """Tell which fields differ: those that are no more, and then the others in the order of the later state."""
    yield from (FieldChange("removed", field, None) for place, field in enumerate(before) if place not in pairs)
    earlier = {there: before[here] for here, there in pairs.items()}
    for place, field in enumerate(after):
        had = earlier.get(place)
        if had is None:
            yield FieldChange("added", None, field)
            continue
        if had.name != field.name:
            yield FieldChange("renamed", had, field)
        if (had.type, had.optional, had.values) != (field.type, field.optional, field.values):
            yield FieldChange("retyped", had, field)
