"""Keys, over all that rows may say: no row is lost, and no two records have one key unless they may."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from tablecast.diagnostics import Diagnostic, Location
from tablecast.model import Duplicates, Field, Items, Schema, Value
from tablecast.records.keys import distinct, key_of
from tablecast.records.rows import ReadRow

if TYPE_CHECKING:
    from tablecast.model import Data

POLICIES: tuple[Duplicates, ...] = get_args(Duplicates)
KEYS = st.sampled_from([1, True, Decimal(1), Decimal("1.0"), "1", "a", "A", "", Items((1,)), Items((True,))])
CELLS = st.tuples(KEYS, st.sampled_from(["dry", "hot", None]))


def row(line: int, cells: tuple[Data, ...]) -> ReadRow:
    """A row on a line; a cell of None could not be read."""
    place = Location("a.rst", line)
    wrong = Diagnostic("invalid-cell", "wrong", place)
    return ReadRow(tuple(wrong if data is None else Value(data, str(data), place) for data in cells), place)


@given(st.lists(CELLS, max_size=12), st.sampled_from(POLICIES))
def test_every_row_is_kept_merged_or_told(cells: list[tuple[Data, ...]], policy: Duplicates) -> None:
    """Rows that are read are the records, those that were merged, and those with a problem of their own or of keys."""
    rows = [row(line, each) for line, each in enumerate(cells, 1)]
    schema = Schema((Field("code"), Field("meaning")), ("code",), duplicates=policy)

    found = distinct(schema, rows)

    told = {problem.location.line for problem in found.problems} | {
        each.location.line for each in rows if each.record is None
    }
    kept = [record.location.line for record in found.records]
    assert kept == sorted(kept)
    assert not told.intersection(kept)
    assert len(rows) == len(kept) + len(found.merged) + len(told)


@given(st.lists(CELLS, max_size=12), st.sampled_from(POLICIES))
def test_a_key_is_there_once_unless_all_are_kept(cells: list[tuple[Data, ...]], policy: Duplicates) -> None:
    """Keys are told apart by type and value."""
    schema = Schema((Field("code"), Field("meaning")), ("code",), duplicates=policy)
    rows = [row(line, each) for line, each in enumerate(cells, 1)]

    records = distinct(schema, rows).records

    keys = [repr(key_of(schema, record)).replace("1.0", "1") for record in records]
    full = [each.record for each in rows if each.record is not None and each.values[0] != Value("", "", each.location)]
    assert (list(records) == full) if policy == "all" else len(keys) == len(set(keys))
