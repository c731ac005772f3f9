"""Real documents, read by tablecast and by pandoc, which has a parser of its own: the same tables, cell by cell.

Every disagreement is in one of the lists below, with its count and with who is right: tablecast, each time, as it
reads what docutils' own writers show. It takes pandoc a minute to read the whole corpus, so that it gets a part.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_reading_corpus import documents, read_all, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.tables import Document

pypandoc = pytest.importorskip("pypandoc", reason="pandoc (`pypandoc-binary` in the group `once`) is not installed")

GIVEN_UP = {
    "other/devguide/core-team/team-log.rst": "core-team.csv",
    "other/devguide/security/psrt.rst": "psrt.csv",
    "other/devguide/versions.rst": "include/branches.csv",
}
"""Documents with csv-tables whose files are not in the corpus: pandoc drops the document, tablecast those tables."""

NO_TABLES = {
    "other/nova/doc/source/admin/evacuate.rst": (
        "a drawing in a code block, itself the first line of a note: pandoc takes the line for the note's argument"
    ),
}
"""Documents in which pandoc finds one table that is none."""

TEXTS = {
    "other/devguide/developer-workflow/development-cycle.rst": (4, "pandoc leaves `PEP` out of a `pep` role's text"),
    "other/devguide/documentation/markup.rst": (3, "pandoc loses backquotes in and after literals that hold some"),
    "other/devguide/index.rst": (3, "pandoc reads a bullet list that begins below its cell's mark as a paragraph"),
    "other/micropython/docs/differences/python_310.rst": (
        14,
        "pandoc's text has no footnote reference, no `PEP`, and all of a name that Sphinx shortens for its `~`",
    ),
    "other/micropython/docs/differences/python_35.rst": (1, "pandoc's text has no footnote reference"),
    "other/micropython/docs/differences/python_36.rst": (1, "pandoc's text has no footnote reference"),
    "other/micropython/docs/differences/python_37.rst": (1, "pandoc's text has no footnote reference"),
    "other/micropython/docs/differences/python_39.rst": (1, "pandoc's text has no footnote reference"),
    "other/micropython/docs/esp32/quickref.rst": (3, "pandoc shows the backslash that stands for an empty cell"),
    "other/nova/doc/source/admin/configuration/hypervisor-vmware.rst": (
        54,
        "pandoc loses the text of a list-table's cell that follows empty ones",
    ),
    "other/sphinx/doc/latex.rst": (
        4,
        "pandoc, as docutils before 0.22, splits a csv-table's `:header:` at commas though `:delim:` is another",
    ),
}
"""Cells whose text differs, by document."""

ONE_OF = 3
"""Of how many documents that one generator has written, and which are much alike, pandoc reads one; 1 is all."""

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def ours(corpus: Path) -> dict[str, Document]:
    """What tablecast reads, by document."""
    return {Path(name).relative_to(corpus).as_posix(): document for name, document in read_all(corpus).items()}


@pytest.fixture(scope="module")
def theirs(corpus: Path) -> dict[str, Any]:
    """What pandoc reads, by document: its tables, or why there are none."""
    program = Path(__file__).parent / "pandoc_tables.lua"
    run = subprocess.run(  # noqa: S603 - a program of this folder
        [pypandoc.get_pandoc_path(), "lua", str(program)],
        input="\n".join(map(str, chosen(corpus))),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return {Path(name).relative_to(corpus).as_posix(): found for name, found in json.loads(run.stdout).items()}


def chosen(corpus: Path) -> list[Path]:
    """The documents that pandoc reads: all that people have written, and some of the others."""
    paths = [path for _, path in documents(corpus)]
    by_people = [path for path in paths if corpus / "other" in path.parents]
    return [*by_people, *[path for path in paths if path not in by_people][::ONE_OF]]


def test_pandoc_gives_up_on_documents_that_tablecast_reads(ours: dict[str, Document], theirs: dict[str, Any]) -> None:
    given_up = {name: found for name, found in theirs.items() if isinstance(found, str)}
    assert given_up == {name: f"File {file} not found in resource path" for name, file in GIVEN_UP.items()}
    codes = {name: {problem.code for problem in ours[name].diagnostics} for name in GIVEN_UP}
    assert codes == {name: {"include-refused"} for name in GIVEN_UP}


def test_pandoc_finds_the_same_tables_with_the_same_rows_columns_and_spans(
    ours: dict[str, Document], theirs: dict[str, Any]
) -> None:
    differing: dict[str, tuple[int, int]] = {}
    alike = 0
    for name, found in read_by_pandoc(theirs):
        tables = ours[name].tables
        if [shape(table.width, table.header, table.rows) for table in tables] == list(map(their_shape, found)):
            alike += len(tables)
        else:
            differing[name] = (len(tables), len(found))
    print(f"{alike} tables alike; documents that differ, with the tables of each: {differing}")  # noqa: T201 - the test's report
    assert differing == dict.fromkeys(NO_TABLES, (0, 1))


def test_pandoc_reads_the_same_text_in_each_cell(ours: dict[str, Document], theirs: dict[str, Any]) -> None:
    differing: dict[str, list[tuple[str, str, str]]] = {}
    alike = 0
    for name, found in read_by_pandoc(theirs):
        for table, their_table in zip(ours[name].tables, found if ours[name].tables else [], strict=True):
            cells = (cell for row in (*table.header, *table.rows) for cell in row.cells)
            for cell, text in zip(cells, their_texts(their_table), strict=True):
                if written(cell.text) == written(text):
                    alike += 1
                else:
                    differing.setdefault(name, []).append((str(cell.location), cell.text, text))
    print(f"{alike} cells alike, {sum(map(len, differing.values()))} not")  # noqa: T201 - the test's report
    expected = {name: count for name, (count, _) in TEXTS.items()}
    assert {name: len(cells) for name, cells in differing.items()} == expected, differing


def read_by_pandoc(theirs: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The documents that pandoc reads, each with its tables."""
    return ((name, found) for name, found in theirs.items() if name not in GIVEN_UP)


def their_shape(table: Any) -> Any:
    """The structure of a table as pandoc has it."""
    parts = (table["header"], table["rows"])
    spans = [[[(cell["rows"], cell["columns"]) for cell in row] for row in rows] for rows in parts]
    return (table["width"], *spans)


def their_texts(table: Any) -> list[str]:
    """The texts of a table's cells as pandoc has them."""
    return [cell["text"] for row in (*table["header"], *table["rows"]) for cell in row]


def written(text: str) -> str:
    """Text without white space: pandoc puts none between blocks."""
    return "".join(text.split())
