"""The inputs of docutils' own tests of its parser: tablecast reads the tables in them that docutils reads.

docutils' source distribution carries them. It is downloaded for the release that is installed; nothing of it is
imported or unpacked. The differences, all deliberate, are listed in `LENIENT` and `TEXTS`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import docutils
import pytest
from docutils import nodes
from docutils.core import publish_doctree

from tablecast.content import Admonition, BulletList, Image, Paragraph
from tablecast.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.tables import Cell, Table

pytestmark = pytest.mark.network

FOLDER = "test/test_parsers/test_rst"
"""Where the tests of the parser of reStructuredText are."""

LENIENT = {
    "header row(s) specified": "the header takes all rows, and a warning says so",
    "no data remaining for table body": "the header takes all rows, and a warning says so; stub columns mean little",
    "stub column(s) specified": "stub columns take the whole row",
    "access deactivated": "the data in the directive is read, and a warning says that the file beside it is not",
    "widths": "how wide columns are shown is nothing to tablecast",
}
"""What docutils says where it shows an error in place of a table, and what tablecast does."""

TEXTS = {
    "list marks": "docutils' text of a list leaves out what is written before its items",
    "images": "docutils' text of an image is empty; a reader sees its alternative text, or at least where it is",
    "headings": "docutils' text of an admonition leaves out the heading that its writers add",
    "underlines": "docutils drops a section's title where none may stand; tablecast reads it as text",
}
"""Why the text of a cell differs."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The inputs by file, group and number; those that docutils' tests compute, to name a file, are left out."""
    folder = tmp_path_factory.mktemp("sdist")
    wanted = ("--no-deps", "--no-binary", "docutils", f"docutils=={docutils.__version__}")
    run = subprocess.run(  # noqa: S603 - pip of this interpreter
        [sys.executable, "-m", "pip", "download", "--quiet", *wanted, "--dest", str(folder)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if run.returncode:
        reason = (run.stderr.strip() or "no reason given").splitlines()[-1]
        pytest.skip(f"the source distribution of docutils {docutils.__version__} cannot be downloaded: {reason}")
    (archive,) = folder.glob("docutils-*.tar.gz")
    with tarfile.open(archive) as files:
        return {name: text for path, source in modules(files) for name, text in cases(path, source)}


def modules(files: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The test modules of the parser."""
    for member in files:
        path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
        content = files.extractfile(member)
        if path.is_relative_to(FOLDER) and path.match("test_*.py") and content:
            yield path.relative_to(FOLDER), content.read()


def cases(path: PurePosixPath, source: bytes) -> Iterator[tuple[str, str]]:
    """The inputs in a test module: `totest[group] = [[input, what is expected of it], ...]`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Assign([ast.Subscript(ast.Name("totest"), ast.Constant(group))], ast.List(pairs)):
                for number, pair in enumerate(pairs):
                    match pair:
                        case ast.List([ast.Constant(str() as text), *_]) | ast.Tuple([ast.Constant(str() as text), *_]):
                            yield f"{path} {group!s}[{number}]", text
                        case _:
                            pass
            case _:
                pass


def test_the_inputs_hold_the_tables_that_docutils_reads(inputs: dict[str, str]) -> None:
    counts: Counter[str] = Counter(inputs=len(inputs))
    unexplained: list[str] = []
    for name, text in inputs.items():
        document, (theirs, said) = read("a.rst", text.encode()), read_plainly(text)
        assert {"unreadable", "too-deep"}.isdisjoint(problem.code for problem in document.diagnostics), name
        if list(map(shape, document.tables)) != list(map(their_shape, theirs)):
            reasons = [message for message in LENIENT if message in said and not theirs]
            counts.update(reasons[:1])
            unexplained += [name] * (not reasons)
            continue
        counts["tables"] += len(theirs)
        for cell, text_of_theirs in zip(all_cells(document.tables), their_texts(theirs), strict=True):
            kind = difference(cell, text_of_theirs)
            counts[kind] += 1
            unexplained += [f"{name}: {cell.text!r} is {text_of_theirs!r}"] * (kind == "?")
    print(dict(counts))  # noqa: T201 - the test's report
    assert unexplained == []
    assert counts["tables"] > 50, "the inputs are not where they were"


def test_a_drawn_table_is_reported_where_docutils_finds_it_malformed(inputs: dict[str, str]) -> None:
    drawn = {name: text for name, text in inputs.items() if "-table::" not in text}
    reported = {name for name, text in drawn.items() if malformed(text)}
    assert reported == {name for name, text in drawn.items() if "Malformed table." in read_plainly(text)[1]}
    assert len(reported) > 5, "the inputs are not where they were"


def malformed(text: str) -> bool:
    """Whether tablecast reports a malformed table."""
    return any(problem.code == "malformed-table" for problem in read("a.rst", text.encode()).diagnostics)


def read_plainly(text: str) -> tuple[list[nodes.tgroup], str]:
    """The tables that docutils reads, and all that it says about the document."""
    settings = {
        "report_level": 5,
        "halt_level": 5,
        "warning_stream": False,
        "doctitle_xform": False,
        "file_insertion_enabled": False,
        "_disable_config": True,
    }
    try:
        tree = publish_doctree(text, settings_overrides=settings)
    except AssertionError:
        # Some releases of docutils fail on inputs of their own, none of which holds a table.
        return [], ""
    said = " ".join(message.astext() for message in tree.findall(nodes.system_message))
    for message in list(tree.findall(nodes.system_message)):
        if message.parent:
            message.parent.remove(message)
    return list(tree.findall(nodes.tgroup)), said


def shape(table: Table) -> Any:
    """The structure of a table: its columns, the rows of its header and its body, and their spans."""
    parts = (table.header, table.rows)
    spans = [[[(cell.row_span, cell.column_span) for cell in row.cells] for row in rows] for rows in parts]
    return (table.width, *spans)


def their_rows(group: nodes.tgroup, kind: type[nodes.Element]) -> Any:
    """The rows of a table's header or body as docutils has them, those of tables in its cells left out."""
    return [row.children for part in group.children if isinstance(part, kind) for row in part.children]


def their_shape(group: nodes.tgroup) -> Any:
    """The structure of a table as docutils has it."""
    parts = (their_rows(group, nodes.thead), their_rows(group, nodes.tbody))
    return (int(group["cols"]), *[[list(map(their_spans, row)) for row in rows] for rows in parts])


def their_spans(entry: Any) -> tuple[int, int]:
    """The rows and columns of a cell as docutils has them."""
    return entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1


def all_cells(tables: tuple[Table, ...]) -> Iterator[Cell]:
    """The cells of all tables."""
    return (cell for table in tables for row in (*table.header, *table.rows) for cell in row.cells)


def their_texts(groups: list[nodes.tgroup]) -> Iterator[str]:
    """The texts of the cells of all tables as docutils has them."""
    rows = (row for group in groups for kind in (nodes.thead, nodes.tbody) for row in their_rows(group, kind))
    return (entry.astext() for row in rows for entry in row)


def difference(cell: Cell, theirs: str) -> str:
    """The kind of deliberate difference between a cell and docutils' text of it; `?` where there is none."""
    if written(cell.text) == written(theirs):
        return "cells alike"
    if any(isinstance(block, BulletList) for block in cell.blocks):
        return "list marks" if written(re.sub(r"(?m)^ *- ", "", cell.text)) == written(theirs) else "?"
    match cell.blocks:
        case (Image(),) if not theirs:
            return "images"
        case (Admonition(_, _, ()),) if not theirs:
            return "headings"
        case (Paragraph(),) if not theirs and re.search(r" -{4,}$", cell.text):
            return "underlines"
        case _:
            return "?"


def written(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())
