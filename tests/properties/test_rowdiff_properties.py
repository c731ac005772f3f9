"""Comparing states, over all that rows may say: no record is lost, and nothing is told that is not so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from states import fields, records
from tablecast.rowdiff import compare
from tablecast.snapshots import Snapshot, TableName

if TYPE_CHECKING:
    from random import Random

    from tablecast.rowdiff import DatasetDiff
    from tablecast.snapshots import RecordSnapshot

    Texts = tuple[str | None, ...]

CELLS = st.sampled_from([None, "", "a", "b", "a b", "b c d", "a b c d e", "No", "x-y"])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=9)
KEYS = st.sampled_from([(), ("one",), ("one", "two")])
TABLES = st.sampled_from([TableName("a.rst", "A"), TableName("a.rst", "B"), TableName("b.rst", "A")])


@st.composite
def states(draw: st.DrawFn) -> Snapshot:
    """A state of a dataset of three fields, with rows in several tables."""
    made = [
        replace(record, table=draw(TABLES), markup=draw(st.sampled_from(["", "", "m"])))
        for record in records(draw(ROWS))
    ]
    return Snapshot("code", fields("one", "two", "three"), draw(KEYS), tuple(made))


def said(record: RecordSnapshot) -> tuple[Texts, str]:
    """What a record says."""
    return record.texts, record.markup


def unchanged(state: Snapshot, told: list[RecordSnapshot | None]) -> Counter[tuple[Texts, str]]:
    """What the records say of which nothing is told; each record is told of once at most."""
    places = [record.location for record in told if record is not None]
    assert len(places) == len(set(places))
    assert set(places) <= {record.location for record in state.records}
    return Counter(said(record) for record in state.records if record.location not in places)


@given(states())
def test_equal_states_do_not_differ(state: Snapshot) -> None:
    """Wherever their rows stand."""
    moved = replace(state, records=tuple(replace(each, location=None) for each in state.records))

    assert not compare(state, state)
    assert not compare(state, moved)


@given(states(), states())
def test_every_record_is_accounted_for_once(before: Snapshot, after: Snapshot) -> None:
    """A record of either state is told of, or stands unchanged in the other."""
    found = compare(before, after)

    assert unchanged(before, [each.before for each in found.rows]) == unchanged(
        after, [each.after for each in found.rows]
    )
    for change in found.rows:
        assert (change.before is None) == (change.kind == "added")
        assert (change.after is None) == (change.kind == "removed")
        assert all(cell.before != cell.after for cell in change.cells)
        if change.before and change.after:
            assert said(change.before) != said(change.after)


@given(states(), states())
def test_what_is_told_leads_from_one_state_to_the_other(before: Snapshot, after: Snapshot) -> None:
    """The texts of the later state follow from those of the earlier one and the changes."""
    texts = Counter(record.texts for record in before.records)
    for change in compare(before, after).rows:
        if change.before:
            texts[change.before.texts] -= 1
        had = change.before.texts if change.before and change.after else (None, None, None)
        now = {cell.field: cell.after for cell in change.cells}
        if change.after:
            names = [field.name for field in after.fields]
            made = tuple(now.get(name, text) for name, text in zip(names, had, strict=True))
            # Of an added row, an empty text is told as little as none.
            assert [text or None for text in made] == [text or None for text in change.after.texts]
            texts[change.after.texts] += 1
    assert +texts == Counter(record.texts for record in after.records)


@given(states(), states())
def test_the_same_states_give_the_same_diff(before: Snapshot, after: Snapshot) -> None:
    """Nothing is left to chance."""
    assert compare(before, after) == compare(before, after)


@given(states(), st.randoms(use_true_random=False))
def test_another_order_changes_no_row(state: Snapshot, random: Random) -> None:
    """Rows may stand in any order, in tables that are any of the same."""
    shuffled = list(state.records)
    random.shuffle(shuffled)

    assert compare(state, replace(state, records=tuple(shuffled))).rows == ()


class Edited(NamedTuple):
    """Two states, and the edits that lead from one to the other: new texts by key and field, and keys."""

    before: Snapshot
    after: Snapshot
    cells: dict[tuple[str, str], str | None]
    added: set[str]
    removed: set[str]

    @property
    def rows(self) -> int:
        """How many rows were edited."""
        return len({key for key, _ in self.cells}) + len(self.added) + len(self.removed)


@st.composite
def edited(draw: st.DrawFn) -> Edited:
    """A state whose keys are all there once, and what some edits make of it."""
    names = ("two", "three")
    keys = [f"k{number}" for number in range(draw(st.integers(1, 12)))]
    rows = {key: {name: draw(CELLS) for name in names} for key in keys}
    removed = draw(st.sets(st.sampled_from(keys), max_size=3))
    added = draw(st.sets(st.sampled_from(["n1", "n2", "n3"])))
    cells: dict[tuple[str, str], str | None] = {}
    for key in draw(st.sets(st.sampled_from(keys), max_size=4)) - removed:
        name = draw(st.sampled_from(names))
        text = draw(CELLS)
        if text != rows[key][name]:
            cells[key, name] = text
    later = [key for key in keys if key not in removed]
    for key in sorted(added):
        later.insert(draw(st.integers(0, len(later))), key)
    # What says something that was said before would be a rename as likely as an added row.
    new: dict[str, dict[str, str | None]] = {key: {"two": f"of {key}", "three": draw(CELLS)} for key in sorted(added)}

    def made(order: list[str], contents: dict[str, dict[str, str | None]]) -> Snapshot:
        texts = [(key, *(cells_of(key, name, contents) for name in names)) for key in order]
        return Snapshot("code", fields("one", *names), ("one",), records(texts))

    def cells_of(key: str, name: str, contents: dict[str, dict[str, str | None]]) -> str | None:
        is_edited = contents is not rows and (key, name) in cells
        return cells[key, name] if is_edited else contents[key][name]

    return Edited(made(keys, rows), made(later, {**rows, **new}), cells, added, removed)


@given(edited())
def test_as_many_changes_as_edits_at_most(edits: Edited) -> None:
    """A row that was removed and one that was added may be told as a rename."""
    found = compare(edits.before, edits.after)

    renamed = [each for each in found.rows if each.kind == "renamed"]
    assert len(found.rows) <= edits.rows
    assert {each.former for each in renamed} | {
        each.name for each in found.rows if each.kind == "removed"
    } == edits.removed
    assert {each.name for each in renamed} | {each.name for each in found.rows if each.kind == "added"} == edits.added


@given(edited())
def test_exactly_the_edited_cells_where_the_keys_are_intact(edits: Edited) -> None:
    """Every row that was there before and after is known by its key."""
    assert changed_cells(compare(edits.before, edits.after)) == edits.cells


def changed_cells(found: DatasetDiff) -> dict[tuple[str, str], str | None]:
    """The later texts of the cells of changed rows."""
    return {(each.name, cell.field): cell.after for each in found.rows if each.kind == "changed" for cell in each.cells}


@given(edited(), st.sampled_from(["one", "two", "three"]))
def test_a_renamed_field_changes_no_row(edits: Edited, name: str) -> None:
    """It is a rename, or, where its texts tell nothing, another field in the place of one."""
    later = tuple(replace(field, name="new") if field.name == name else field for field in edits.before.fields)
    key = ("new",) if name == "one" else ("one",)

    found = compare(edits.before, replace(edits.before, fields=later, key=key))

    assert found.rows == ()
    assert [each.kind for each in found.fields] in (["renamed"], ["removed", "added"])
    assert name != "one" or found.key == ("new",)
