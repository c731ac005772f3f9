"""Real edits of real pages, told by row: in how many lines, and whether every row that changed is told of.

What git shows counts lines; `expected.json` counts whole rows as they stand, without keys: header rows, too, a row that
moved, and both sides of a row that changed. The report of the test says where the difference comes from.
"""

from __future__ import annotations

import json
from collections import Counter
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from msgspec.structs import replace

from tablecast._reading import read_documents
from tablecast._workspace import Workspace
from tablecast.inference import infer
from tablecast.records import draw
from tablecast.reports import rows
from tablecast.rowdiff import compare
from tablecast.selection import Candidate
from tablecast.snapshots import Snapshot, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tablecast.inference import Guess
    from tablecast.rowdiff import DatasetDiff
    from tablecast.snapshots import RecordSnapshot
    from tablecast.tables import Document, Row, Table

EDITS = 14


class Compared(NamedTuple):
    """A table before and after an edit; a table that is new was empty before."""

    before: Table | None
    after: Table
    found: DatasetDiff

    @property
    def has_other_columns(self) -> bool:
        """Tell whether every row is another one because a column came or went."""
        return self.before is not None and any(each.kind in ("added", "removed") for each in self.found.fields)


class Edit(NamedTuple):
    """An edit of a page: all its tables, and what others count."""

    name: str
    tables: list[Compared]
    expected: dict[str, Any]
    documents: tuple[Document, Document]


@pytest.fixture(scope="module")
def edits(corpus: Path) -> list[Edit]:
    """All of them."""
    folders = sorted(path for path in (corpus / "edits").iterdir() if path.is_dir())
    assert len(folders) == EDITS
    return [_edit(folder) for folder in folders]


def _edit(folder: Path) -> Edit:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    before, after = (read_documents(Workspace(folder), [name])[0] for name in ("before.rst", "after.rst"))
    pairs = list(_matched(before.tables, after.tables))
    assert len(pairs) == len(after.tables), "no edit removes a table"
    return Edit(folder.name, [_compared(*pair, before, after) for pair in pairs], expected, (before, after))


def _matched(before: Sequence[Table], after: Sequence[Table]) -> Iterator[tuple[Table | None, Table]]:
    """Match tables by label, else by caption, else by heading and header; several of one kind in their order."""
    free = list(before)
    for table in after:
        same = [
            each for kind in range(3) for each in free if _mark(table, kind) and _mark(each, kind) == _mark(table, kind)
        ]
        if same:
            free.remove(same[0])
        yield (same[0] if same else None), table
    assert not free


def _mark(table: Table, kind: int) -> object:
    return (table.labels, table.title, (table.headings, table.column_names))[kind]


def _compared(before: Table | None, after: Table, *documents: Document) -> Compared:
    """Draw both states; where the columns agree, by what the first of them seems to be."""
    guess = infer(after if before is None else before)
    own = guess if before is None or before.column_names == after.column_names else infer(after)
    later = _snapshot(documents[1], after, own, guess.name)
    if before is None:
        return Compared(None, after, compare(Snapshot(later.name, later.fields, later.key), later))
    return Compared(before, after, compare(_snapshot(documents[0], before, guess, guess.name), later))


def _snapshot(document: Document, table: Table, guess: Guess, name: str) -> Snapshot:
    """Draw a table by a guess, or by its own where that does not fit all of its cells."""
    for each in (guess, infer(table)):
        drawn = draw(name, each.config, [Candidate(document, table)], each.find_columns)
        if drawn.dataset is not None:
            # The two states are files beside each other here, and one file in a history.
            sources = tuple(replace(source, document="after.rst") for source in drawn.dataset.sources)
            return take(replace(drawn.dataset, sources=sources))
    pytest.fail(f"{name}: {drawn.diagnostics[0]}")


# --- what others count ------------------------------------------------------------------------------------------------


def _texts(found: Iterable[Row]) -> Counter[tuple[str, ...]]:
    """Whole rows, white space folded."""
    return Counter(tuple(" ".join(cell.text.split()) for cell in row.cells) for row in found)


def _whole_rows(document: Document) -> Counter[tuple[str, ...]]:
    return _texts(row for table in document.tables for row in (*table.header, *table.rows))


def _rows_of(table: Table, records: Iterable[RecordSnapshot | None]) -> Iterator[Row]:
    """Give the rows that records were read from, by their lines."""
    lines = {record.location.line for record in records if record is not None and record.location is not None}
    return (row for row in table.rows if row.location.line in lines)


class Told(NamedTuple):
    """What is told of one state of a page: its rows, and those that a change of fields stands for."""

    rows: Counter[tuple[str, ...]]
    headers: Counter[tuple[str, ...]]
    columns: Counter[tuple[str, ...]]


def _told(edit: Edit, *, later: bool) -> Told:
    told = Told(Counter(), Counter(), Counter())
    for each in edit.tables:
        table = each.after if later else each.before
        if table is not None:
            records = [change.after if later else change.before for change in each.found.rows]
            told.rows.update(_texts(_rows_of(table, records)))
            told.headers.update(_texts(table.header))
            told.columns.update(_texts(table.rows if each.has_other_columns else ()))
    return told


# --- the tests --------------------------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_every_row_that_changed_is_told_of(edits: list[Edit]) -> None:
    """Rows that only one state has are told of as rows; but for headers, and where a column came or went."""
    for edit in edits:
        one, other = map(_whole_rows, edit.documents)
        for only, later in ((one - other, False), (other - one, True)):
            told = _told(edit, later=later)
            assert only <= told.rows + told.headers + told.columns, edit.name


@pytest.mark.corpus
def test_every_row_that_is_told_of_changed(edits: list[Edit]) -> None:
    """No more rows are told of than differ as whole rows, but for markup, which these do not have."""
    for edit in edits:
        one, other = map(_whole_rows, edit.documents)
        for only, later in ((one - other, False), (other - one, True)):
            told = _told(edit, later=later)
            assert told.rows - only <= _written_otherwise(edit, later=later), edit.name


def _written_otherwise(edit: Edit, *, later: bool) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for each in edit.tables:
        table = each.after if later else each.before
        changes = [change for change in each.found.rows if change.kind == "changed" and not change.cells]
        if table is not None:
            found.update(_texts(_rows_of(table, (change.after if later else change.before for change in changes))))
    return found


class Account(NamedTuple):
    """Where the whole rows that only one state has in its order are told, or why they are not."""

    told: int
    headers: int
    columns: int
    moved: int


def _account(edit: Edit, *, later: bool) -> Account:
    """Account for one state: a row that moved is there before and after, but not in one order with the others."""
    one, other = edit.documents[::-1] if later else edit.documents
    only = _whole_rows(one) - _whole_rows(other)
    told = _told(edit, later=later)
    headers, columns = only & told.headers, only & (told.columns - told.rows)
    in_order = sum(last - first for first, last in _runs(edit, later=later))
    written_otherwise = _written_otherwise(edit, later=later)
    return Account((told.rows - written_otherwise).total(), headers.total(), columns.total(), in_order - only.total())


def _runs(edit: Edit, *, later: bool) -> Iterator[tuple[int, int]]:
    """Give the runs of rows that only one state has, comparing whole rows in their order."""
    before, after = (
        [text for table in document.tables for row in (*table.header, *table.rows) for text in _texts([row])]
        for document in edit.documents
    )
    for tag, *edges in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield (edges[2], edges[3]) if later else (edges[0], edges[1])


@pytest.mark.corpus
def test_what_others_count_is_accounted_for(edits: list[Edit]) -> None:
    """Every whole row that was counted is told, or is a header, stands under another column, or moved."""
    for edit in edits:
        sides = [_account(edit, later=later) for later in (False, True)]
        expected = [edit.expected[f"rows_only_{side}"] for side in ("before", "after")]
        assert [sum(side) for side in sides] == expected, edit.name
        # Two sides of one row, or rows that were removed beside others that were added, were counted once.
        pairs = sum(map(max, zip(*(map(_length, _runs(edit, later=later)) for later in (False, True)), strict=True)))
        assert pairs == edit.expected["rows_changed"], edit.name


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0]


@pytest.mark.corpus
def test_a_few_lines_for_a_row(edits: list[Edit]) -> None:
    """Where git shows hundreds of lines, an edit is told in less than five lines for each row that changed."""
    total: Counter[str] = Counter()
    for edit in edits:
        kinds = Counter(change.kind for each in edit.tables for change in each.found.rows)
        fields = Counter(change.kind for each in edit.tables for change in each.found.fields)
        lines = list(chain.from_iterable(rows.rows(each.found) for each in edit.tables))
        assert not lines or len(lines) < 5 * (kinds.total() + fields.total())
        git = edit.expected["lines_added"] + edit.expected["lines_removed"]
        total.update(git=git, counted=edit.expected["rows_changed"], told=kinds.total(), lines=len(lines))
        print(f"\n{edit.name}: {git} lines of git, {len(lines)} of report")  # noqa: T201 - a measurement
        print(f"  {edit.expected['rows_changed']} whole rows counted; rows {dict(kinds)}, fields {dict(fields)} told")  # noqa: T201 - as above
        for side, later in (("before", False), ("after", True)):
            print(f"  only {side}: {_account(edit, later=later)}")  # noqa: T201 - as above
    print(f"\n{dict(total)}")  # noqa: T201 - as above
    assert total["lines"] < 5 * total["told"]
    assert total["lines"] < total["git"] // 5


@pytest.mark.corpus
def test_the_command_tells_the_same(
    edits: list[Edit], corpus: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Callable[..., Any]
) -> None:
    """Without any configuration, `tablecast diff` finds the tables and the types that fit; only names are numbered."""
    lines, told = 0, 0
    for edit in edits:
        monkeypatch.chdir(corpus / "edits" / edit.name)
        differing = [json.loads(json.dumps(rows.data(each.found))) for each in edit.tables if each.found]

        result = tablecast("diff", "before.rst", "after.rst", "--format", "json")

        found = json.loads(result.out)
        assert (result.code, found["compared"]) == (int(bool(differing)), len(edit.tables)), edit.name
        parts = ("key", "fields", "rows", "moved", "reordered")
        assert [[each[part] for part in parts] for each in found["datasets"]] == [
            [each[part] for part in parts] for each in differing
        ], edit.name
        told += sum(len(each["rows"]) for each in differing)
        lines += len(tablecast("diff", "before.rst", "after.rst").out.splitlines())
    print(f"\n{told} rows told in {lines} lines")  # noqa: T201 - a measurement
    assert lines < 5 * told
