"""Real documents, read by tablecast and by docutils itself: the same tables, rows, columns, spans and text.

Where the text differs it is on purpose; `DELIBERATE` lists every such difference, and each is counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tablecast._packing import pack, unpack
from tablecast.content import (
    Admonition,
    BlockQuote,
    BulletList,
    Container,
    DefinitionList,
    EnumeratedList,
    FootnoteReference,
    Paragraph,
    Text,
    inline_text,
    plain_text,
)
from tablecast.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block
    from tablecast.tables import Cell, Document, Row

DELIBERATE = {
    "list marks": "docutils' text of a list leaves out what is written before its items",
    "titles": "docutils' text of a note leaves out its heading, which its writers add",
    "arguments": "docutils' text of a directive leaves out its argument",
    "footnote brackets": "docutils' text of a footnote reference leaves out its brackets",
    "kept as written": "docutils takes a sign, a number or an initial for the mark of a list and drops it",
}

pytestmark = pytest.mark.corpus


def documents(corpus: Path) -> list[tuple[Path, Path]]:
    """The documents of the corpus, each with the root of its documentation."""
    roots = sorted(root for group in ("otc", "other") for root in (corpus / group).iterdir())
    return [(root, path) for root in roots for path in sorted(root.rglob("*.rst"))]


def read_file(root: Path, name: str) -> bytes:
    """Read a file that a document includes."""
    return (root / name).read_bytes()


@cache
def read_all(corpus: Path) -> dict[str, Document]:
    """Read every document."""
    found: dict[str, Document] = {}
    for root, path in documents(corpus):
        name = path.relative_to(root).as_posix()
        found[str(path)] = read(name, path.read_bytes(), open_file=partial(read_file, root))
    return found


def read_plainly(corpus: Path) -> dict[str, Any]:
    """Read every document with docutils alone, in an interpreter of its own."""
    program = Path(__file__).parent / "plain_docutils.py"
    names = "\n".join(str(path) for _, path in documents(corpus))
    run = subprocess.run(  # noqa: S603 - a program of this folder
        [sys.executable, str(program)], input=names, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    tables: dict[str, Any] = json.loads(run.stdout)
    return tables


def test_every_table_of_the_corpus_is_what_docutils_reads(corpus: Path) -> None:
    found, plain = read_all(corpus), read_plainly(corpus)
    assert {name: len(document.tables) for name, document in found.items()} == {
        name: len(tables) for name, tables in plain.items()
    }
    counts: Counter[str] = Counter()
    unexplained: list[str] = []
    for name, document in found.items():
        for table, theirs in zip(document.tables, plain[name], strict=True):
            assert shape(table.width, table.header, table.rows) == plain_shape(theirs), str(table.location)
            cells = [cell for row in (*table.header, *table.rows) for cell in row.cells]
            for cell, text in zip(cells, plain_texts(theirs), strict=True):
                kinds = differences(cell, text)
                counts.update(kinds)
                unexplained += [f"{cell.location}: {cell.text!r} is {text!r}"] * ("?" in kinds)
    print_report(found, counts)
    assert unexplained == []
    assert set(counts) - {"same"} <= set(DELIBERATE)


def test_nothing_in_the_corpus_is_reported_but_files_that_are_not_in_it(corpus: Path) -> None:
    codes = Counter(problem.code for document in read_all(corpus).values() for problem in document.diagnostics)
    assert set(codes) <= {"include-refused"}


def test_every_document_of_the_corpus_is_packed_whole(corpus: Path) -> None:
    for document in read_all(corpus).values():
        assert unpack(pack(document)) == document


def test_every_cell_of_the_corpus_stands_where_its_location_says(corpus: Path) -> None:
    wrong: list[str] = []
    for root, path in documents(corpus):
        for cell in cells(read_all(corpus)[str(path)]):
            line = lines_of(root / cell.location.path)[cell.location.line - 1]
            written = line[cell.location.column - 1 : (cell.location.end_column or 10**6) - 1]
            if is_plain(cell) and not unescaped(cell.text).startswith(unescaped(written)):
                wrong.append(f"{cell.location}: {cell.text!r} is {written!r}")
            if cell.text and (not written or written[0] == " "):
                wrong.append(f"{cell.location}: no text")
    assert wrong == []


@cache
def lines_of(path: Path) -> list[str]:
    """The lines of a file, which has many cells."""
    return path.read_text("utf-8").split("\n")


def cells(document: Document) -> Iterator[Cell]:
    """All cells of a document."""
    for table in document.tables:
        for row in (*table.header, *table.rows):
            yield from row.cells


def unescaped(text: str) -> str:
    """Text without backslashes, its white space folded."""
    return folded(text.replace("\\", ""))


def is_plain(cell: Cell) -> bool:
    """Whether a cell is one paragraph without markup."""
    return (
        len(cell.blocks) == 1
        and isinstance(cell.blocks[0], Paragraph)
        and all(isinstance(inline, Text) for inline in cell.blocks[0].children)
    )


def shape(width: int, header: tuple[Row, ...], rows: tuple[Row, ...]) -> Any:
    """The structure of a table: its columns, rows and spans."""
    return (
        width,
        [[(cell.row_span, cell.column_span) for cell in row.cells] for row in header],
        [[(cell.row_span, cell.column_span) for cell in row.cells] for row in rows],
    )


def plain_shape(table: Any) -> Any:
    """The structure of a table as docutils has it."""
    parts = ([[(rows, columns) for rows, columns, _ in row] for row in table[part]] for part in ("header", "rows"))
    return (table["width"], *parts)


def plain_texts(table: Any) -> list[str]:
    """The texts of a table's cells as docutils has them."""
    return [text for part in ("header", "rows") for row in table[part] for *_, text in row]


def differences(cell: Cell, text: str) -> set[str]:
    """The kinds of deliberate difference between a cell and docutils' text of it; `?` where there is no reason."""
    if folded(cell.text) == folded(text):
        return {"same"}
    if folded(bare(cell.blocks)) == folded(text):
        return set(kinds(cell.blocks)) or {"?"}
    if folded(cell.text).endswith(folded(text)) and len(cell.text) - len(text.strip()) <= len("iii. "):
        return {"kept as written"}
    return {"?"}


def folded(text: str) -> str:
    """Text with its white space folded."""
    return " ".join(text.split())


def kinds(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The kinds of block in which docutils' text leaves something out."""
    for block in blocks:
        match block:
            case BulletList(items) | EnumeratedList(items):
                yield "list marks"
                for item in items:
                    yield from kinds(item)
            case Admonition(_, _, inner):
                yield "titles"
                yield from kinds(inner)
            case Container(_, argument, inner):
                yield from ["arguments"] * bool(argument)
                yield from kinds(inner)
            case BlockQuote(inner):
                yield from kinds(inner)
            case DefinitionList(definitions):
                for definition in definitions:
                    yield from kinds(definition.blocks)
            case Paragraph(children) if any(isinstance(child, FootnoteReference) for child in children):
                yield "footnote brackets"
            case _:
                pass


def bare(blocks: tuple[Block, ...]) -> str:
    """The text of blocks without what docutils leaves out."""
    return "\n\n".join(map(bare_block, blocks))


def bare_block(block: Block) -> str:
    """The text of a block without what docutils leaves out."""
    match block:
        case BulletList(items) | EnumeratedList(items):
            return "\n\n".join(map(bare, items))
        case Admonition(_, _, inner) | Container(_, _, inner) | BlockQuote(inner):
            return bare(inner)
        case DefinitionList(definitions):
            return "\n\n".join(f"{inline_text(each.term)}\n\n{bare(each.blocks)}" for each in definitions)
        case Paragraph(children):
            return "".join(
                child.label if isinstance(child, FootnoteReference) else inline_text((child,)) for child in children
            )
        case _:
            return plain_text((block,))


def print_report(found: dict[str, Document], counts: Counter[str]) -> None:
    """Show what was compared; pytest keeps it for `-rP`."""
    tables = sum(len(document.tables) for document in found.values())
    print(f"{len(found)} documents, {tables} tables, {counts['same']} cells alike")  # noqa: T201 - the test's report
    for kind, reason in DELIBERATE.items():
        print(f"{counts[kind]:6} cells: {kind}: {reason}")  # noqa: T201 - the test's report
