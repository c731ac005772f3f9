"""Which changes between two states of datasets break code that uses what was generated of the earlier one.

Such code reads values, finds records by key, names records, fields and values of enums, and may make records or check
data of its own by the types that were generated. What only adds to that breaks nothing; see `docs/breaking.md` for
what each rule is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast import rowdiff
from tablecast.breaking._acceptances import Acceptance, Placed, acceptance_line, parse_acceptances
from tablecast.breaking._change import Change, Rule
from tablecast.breaking._datasets import Made, broken_key, broken_outputs, dataset_removed
from tablecast.breaking._fields import broken_fields, later_names
from tablecast.breaking._records import Records
from tablecast.breaking._surface import FieldSurface, Surface, surface_of
from tablecast.breaking._verdict import Breaking, Judged, judge, unused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecast.diagnostics import Location

__all__ = [
    "Acceptance",
    "Breaking",
    "Change",
    "FieldSurface",
    "Judged",
    "Placed",
    "Rule",
    "Surface",
    "acceptance_line",
    "breaking_changes",
    "judge",
    "parse_acceptances",
    "surface_of",
    "unused",
]


def breaking_changes(
    before: Mapping[str, Surface], after: Mapping[str, Surface], place: Location
) -> tuple[Change, ...]:
    """Give what breaks users, dataset by dataset in the earlier order; `place` is where the datasets are now."""
    made = {path: made for surface in after.values() for path, made in _made(surface)}
    return tuple(
        change
        for name, surface in before.items()
        for change in (_changes(surface, after[name], made) if name in after else (dataset_removed(surface, place),))
    )


def _made(surface: Surface) -> Iterator[tuple[str, Made]]:
    for index, (path, output) in enumerate(surface.outputs.items()):
        yield path, Made(output, surface.placed(surface.locate("outputs", index)))


def _changes(before: Surface, after: Surface, made: Mapping[str, Made]) -> Iterator[Change]:
    found = rowdiff.compare(before.snapshot, after.snapshot)
    later = later_names(before, found)
    yield from broken_outputs(before, after, made)
    yield from broken_key(before, after, later)
    yield from broken_fields(before, after, later)
    yield from Records(before, after, found).changes()
