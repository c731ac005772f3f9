"""What a type checker knows of the public API; nothing here is run, mypy and pyright read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_type

import tablecast

if TYPE_CHECKING:
    from collections.abc import Callable


def configurations_are_paths_or_strings_or_found() -> None:
    """Every function that takes a configuration takes its path in the usual forms."""
    assert_type(tablecast.load(), dict[str, tablecast.Dataset])
    assert_type(tablecast.load("tablecast.toml"), dict[str, tablecast.Dataset])
    assert_type(tablecast.load(config=Path("tablecast.toml")), dict[str, tablecast.Dataset])


def stages(chosen: list[str]) -> None:
    """Render, generate and check take the datasets to work on; paths and contents come back, or what was done."""
    assert_type(tablecast.render(datasets=chosen), dict[str, bytes])
    assert_type(tablecast.generate("tablecast.toml", {"status_code"}), tuple[tablecast.FileChange, ...])
    assert_type(tablecast.generate(dry_run=True), tuple[tablecast.FileChange, ...])
    assert_type(tablecast.check(datasets=("status_code",)), tuple[tablecast.Drift, ...])
    assert_type(tablecast.read(["page.rst", Path("docs")]), tuple[tablecast.Document, ...])


def typed_records(dataset: tablecast.Dataset) -> None:
    """A dataset leads to its schema, its values and the places they were read from."""
    assert_type(dataset.schema, tablecast.Schema)
    assert_type(dataset.schema.fields, tuple[tablecast.Field, ...])
    assert_type(dataset.schema.key_fields, tuple[tablecast.Field, ...])
    assert_type(dataset.sources, tuple[tablecast.Source, ...])
    for record in dataset.records:
        assert_type(record, tablecast.Record)
        for value in record.values:
            assert_type(value, tablecast.Value)
            assert_type(value.data, tablecast.Data)
            assert_type(value.text, str)
            assert_type(value.location, tablecast.Location)
            assert_type(value.location.line, int)


def raw_tables(document: tablecast.Document) -> None:
    """A document leads to its tables, rows and cells."""
    for table in document.tables:
        assert_type(table, tablecast.Table)
        assert_type(table.column_names, tuple[str, ...])
        for row in table.rows:
            assert_type(row, tablecast.Row)
            assert_type(row.cells, tuple[tablecast.Cell, ...])


def drift_says_what_and_whence(drift: tablecast.Drift) -> None:
    """A drift leads to the changed lines and to the rows they were rendered from."""
    assert_type(drift.path, str)
    assert_type(
        drift.causes,
        tuple[
            Literal[
                "missing",
                "stale",
                "unexpected",
                "conflict",
                "edited",
                "line-ends",
                "document",
                "configuration",
                "template",
                "generator",
                "changed",
            ],
            ...,
        ],
    )
    for change in drift.changes:
        assert_type(change, tablecast.Change)
        assert_type(change.expected, tuple[str, ...])
        for origin in change.origins:
            assert_type(origin, tablecast.Origin)
            assert_type(origin.location, tablecast.Location)


def file_changes_name_what_was_done(change: tablecast.FileChange) -> None:
    """What was done is one of four words, so that a match statement can be checked for completeness."""
    assert_type(change.action, Literal["created", "updated", "unchanged", "removed"])


def errors_carry_diagnostics(work: Callable[[], object]) -> None:
    """One error is raised, and its diagnostics are data."""
    try:
        work()
    except tablecast.TablecastError as error:
        assert_type(error.diagnostics, tuple[tablecast.Diagnostic, ...])
        for found in error.diagnostics:
            assert_type(found.severity, Literal["error", "warning", "info"])
            assert found.code != "no-such-code"  # type: ignore[comparison-overlap]
            assert_type(found.related, tuple[tablecast.Related, ...])


def unknown_names_are_found() -> object:
    """Names are imported when they are first asked for, and a wrong one is still a mistake before the program runs.

    Here and below, an `ignore` that nothing needs would be an error itself.
    """
    return tablecast.no_such_name  # type: ignore[attr-defined]


def wrong_arguments_are_found() -> None:
    """A number is no path, and one dataset is no collection of them to be named by another word."""
    tablecast.load(42)  # type: ignore[arg-type]
    tablecast.generate(dataset="status_code")  # type: ignore[call-arg]
