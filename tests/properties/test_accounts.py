"""Nothing is lost silently: whatever a table and a configuration are, every row is accounted for."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import candidate
from tablecast.config import DatasetConfig, FieldConfig, Filter, Selector
from tablecast.diagnostics import Location
from tablecast.records import draw
from tablecast.tables import Cell, Row, Table

if TYPE_CHECKING:
    from tablecast.config import Header
    from tablecast.selection import Candidate

TEXTS = st.sampled_from(["", "1", "2", "1/2", "2/3/4", "1/", "-", "x"])


@st.composite
def tables(draw_: st.DrawFn) -> Candidate:
    """A small table of one pair of columns or two, with spans, rows that are too short, perhaps without a header."""
    width = draw_(st.sampled_from([2, 4]))
    header = tuple(Cell("AB"[index % 2], Location("a.rst", 2, index + 1), index) for index in range(width))
    rows = tuple(draw_(rows_of(width, line)) for line in range(3, 3 + draw_(st.integers(0, 5))))
    marked = (Row(header, Location("a.rst", 2)),) if draw_(st.integers(0, 4)) else ()
    return candidate(Table("a.rst", 1, "grid", Location("a.rst", 1), width, marked, rows, title="Title"))


@st.composite
def rows_of(draw_: st.DrawFn, width: int, line: int) -> Row:
    """A row: cells of some widths, one after the other, as long as there is room."""
    widths = draw_(st.sampled_from([[1, 1, 1, 1], [1, 1, 2], [2, 2], [4], [1]]))
    cells = tuple(
        Cell(draw_(TEXTS), Location("a.rst", line, start + 1), start, draw_(HEIGHTS), min(span, width - start))
        for start, span in zip(accumulate([0, *widths]), widths, strict=False)
        if start < width
    )
    return Row(cells, Location("a.rst", line))


HEIGHTS = st.sampled_from([1, 1, 1, 2])
SEPARATORS = st.sampled_from(["", "/"])
FIELDS = st.builds(
    FieldConfig,
    column=st.sampled_from([("A", "1"), ("B", "2")]),
    type=st.sampled_from(["str", "str", "int"]),
    fill_down=st.booleans(),
    explode=SEPARATORS,
    optional=st.booleans(),
    missing=st.sampled_from([("",), ("-", "")]),
    default=st.sampled_from([None, "1"]),
    pattern=st.sampled_from(["", "", "([0-9]?)(?:/.*)?"]),
)
CONTEXTS = st.builds(FieldConfig, context=st.sampled_from(["caption", "label", "group"]), optional=st.booleans())
HEADERS: list[Header] = ["auto", "auto", "first-row", "none", ("A", "B")]
FILTERS = st.builds(
    Filter, st.just(("A", "1")), st.sampled_from(["one", "two"]), values=st.tuples(TEXTS), pattern=SEPARATORS
)
CONFIGS = st.builds(
    DatasetConfig,
    tables=st.just((Selector(document="a.rst"),)),
    fields=st.fixed_dictionaries({"a": FIELDS, "b": FIELDS | CONTEXTS, "c": st.just(FieldConfig(constant="x"))}),
    header=st.sampled_from(HEADERS),
    orientation=st.sampled_from(["rows", "rows", "columns"]),
    side_by_side=st.integers(1, 2),
    heading_rows=st.sampled_from(["error", "skip", "group"]),
    flat_headings=st.booleans(),
    filters=st.lists(FILTERS, max_size=2).map(tuple),
    key=st.sampled_from(["", "a"]),
    duplicates=st.sampled_from(["error", "merge", "all", "first"]),
)


@given(st.lists(tables(), min_size=1, max_size=2), CONFIGS)
def test_the_accounts_balance(found: list[Candidate], config: DatasetConfig) -> None:
    """What was read and added is what was emitted, filtered, merged and rejected; rejected is only what is told."""
    dataset, problems, accounts = draw("error", config, found)

    assert accounts.read + accounts.added == (
        accounts.emitted + accounts.filtered + accounts.merged + accounts.rejected
    )
    assert min(accounts.read, accounts.added, accounts.filtered, accounts.merged, accounts.rejected) >= 0
    assert sum(accounts.reasons.values()) == accounts.filtered
    errors = [problem for problem in problems if problem.severity == "error"]
    if accounts.rejected:
        assert errors
    if dataset is not None:
        assert (len(dataset.records), accounts.rejected, errors) == (accounts.emitted, 0, [])
        assert sum(source.rows for source in dataset.sources) == accounts.read


@given(tables())
def test_rows_as_drawn_are_counted_as_drawn(found: Candidate) -> None:
    """Where nothing is shaped, there are as many rows as the document has, and none is added."""
    config = DatasetConfig((), {"a": FieldConfig(column="1")}, header="none", heading_rows="skip")

    _, _, accounts = draw("error", config, [found])

    assert (accounts.read, accounts.added) == (len(found.table.header) + len(found.table.rows), 0)


@given(tables(), st.sampled_from(["skip", "group"]))
def test_a_value_is_the_text_of_a_cell(found: Candidate, headings: str) -> None:
    """However it is filled down, no value is invented: its text is that of the cell at its place."""
    fields = {"a": FieldConfig(column="1", fill_down=True)}
    config = replace(DatasetConfig((), fields, header="none"), heading_rows=headings)
    texts = {cell.location: cell.text for row in (*found.table.header, *found.table.rows) for cell in row.cells}

    dataset, _, _ = draw("error", config, [found])

    for record in dataset.records if dataset else ():
        assert [value.text for value in record.values] == [texts[value.location] for value in record.values]
