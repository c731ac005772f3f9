"""What a dataset says, as it is kept to be compared later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from tablecast.content import Destination, NestedTable, Paragraph, Reference, Strong, Text
from tablecast.diagnostics import Location
from tablecast.digests import DIGEST_LENGTH, digest
from tablecast.model import Dataset, Field, Items, Record, Schema, Source, Value
from tablecast.snapshots import FieldSnapshot, Snapshot, TableName, take

if TYPE_CHECKING:
    from tablecast.content import Block
    from tablecast.model import Data


def record(*values: Data, line: int = 12, path: str = "a.rst") -> Record:
    """A record whose cells are spelled canonically."""
    place = Location(path, line)
    texts = (
        "" if data is None else ", ".join(map(str, data.items)) if isinstance(data, Items) else str(data)
        for data in values
    )
    return Record(tuple(Value(data, text, place) for data, text in zip(values, texts, strict=True)), place)


def source(document: str, title: str, line: int, path: str = "") -> Source:
    """A table that begins on a line."""
    return Source(document, title, Location(path or document, line), 2)


def dataset(
    *records: Record, fields: tuple[Field, ...] = (Field("text"),), sources: tuple[Source, ...] = ()
) -> Dataset:
    """A dataset of one table, if it is not said which."""
    return Dataset("code", Schema(fields), records, sources or (source("a.rst", "Codes", 10),))


def markup_of(*blocks: Block, text: str = "see it", data: Data = "see it") -> str:
    """The digest of a cell with this content."""
    made = replace(record(data), values=(Value(data, text, Location("a.rst", 12), blocks),))
    return take(dataset(made)).records[0].markup


def test_texts_are_canonical_and_no_value_is_none() -> None:
    """A list is written as its items, and an empty text is not the same as none."""
    fields = (
        Field("number", "int"),
        Field("names", "list", item=Field("item")),
        Field("note", optional=True),
        Field("x"),
    )

    kept = take(dataset(record(7, Items(("a", "b")), None, ""), fields=fields))

    assert kept.records[0].texts == ("7", "a, b", None, "")
    assert kept.records[0].location == Location("a.rst", 12)
    assert kept.records[0].table == TableName("a.rst", "Codes")


def test_types_are_in_words() -> None:
    """With what a list holds, what a reference is to, and the closed set of an enum."""
    fields = (
        Field("codes", "list", item=Field("item", "int")),
        Field("parent", "reference", optional=True, dataset="code"),
        Field("kind", "enum", values=("a", "b")),
    )

    kept = take(Dataset("code", Schema(fields, ("kind",)), (), ()))

    assert kept == Snapshot(
        "code",
        (
            FieldSnapshot("codes", "list of int"),
            FieldSnapshot("parent", "reference to code", optional=True),
            FieldSnapshot("kind", "enum", values=("a", "b")),
        ),
        ("kind",),
    )


def test_plain_text_has_no_markup() -> None:
    """What the text says is not kept twice."""
    assert markup_of() == markup_of(Paragraph((Text("see it"),))) == ""


def test_markup_is_told_apart() -> None:
    """Emphasis and the target of a reference change no text, and outputs show them."""
    strong = markup_of(Paragraph((Strong((Text("see it"),)),)))
    references = [markup_of(Paragraph((Reference((Text("see it"),), "ref", target),))) for target in ("one", "two")]

    assert len({"", strong, *references}) == 4
    assert len(strong) == DIGEST_LENGTH


def test_another_spelling_is_told_apart() -> None:
    """A template can print the text that a value was read from."""
    assert markup_of(text="0x10", data=16) != markup_of(text="16", data=16) == ""


def test_where_a_target_stands_is_no_markup() -> None:
    """Lines that are added elsewhere change no record, nor does a table that is added above."""

    def referring(line: int, ordinal: int) -> str:
        destination = Destination("b.rst", "table", "Codes", Location("b.rst", line), ordinal)
        reference = Reference((Text("see it"),), "ref", "codes", destination=destination)
        return markup_of(Paragraph((reference,)), NestedTable(ordinal, "x"))

    assert referring(4, 1) == referring(8, 2)


def test_a_record_names_the_table_that_it_stands_in() -> None:
    """Tables of one document are told apart by the line that they begin on."""
    sources = (source("a.rst", "First", 10), source("a.rst", "Second", 20), source("b.rst", "Third", 5))
    kept = take(dataset(record("x", line=12), record("y", line=22), record("z", line=7, path="b.rst"), sources=sources))

    assert [each.table.title for each in kept.records] == ["First", "Second", "Third"]


def test_rows_of_an_included_table_belong_to_the_document_that_includes_it() -> None:
    """The file that the rows stand in is another one than the document."""
    kept = take(dataset(record("x", line=3, path="c.txt"), sources=(source("a.rst", "Codes", 1, path="c.txt"),)))

    assert kept.records[0].table == TableName("a.rst", "Codes")


def test_rows_in_a_file_of_their_own_belong_to_the_next_table() -> None:
    """Rows of a csv-table stand in the file that it names; the order of the tables tells which is whose."""
    sources = (source("a.rst", "First", 10), source("a.rst", "Second", 20), source("a.rst", "Third", 30))
    records = [record("x", line=12), record("y", path="c.csv"), record("z", path="c.csv"), record("v", path="d.csv")]

    kept = take(dataset(*records, sources=sources))

    assert [each.table.title for each in kept.records] == ["First", "Second", "Second", "Third"]


@pytest.mark.parametrize("data", [b"", b"a", b"a" * 1000])
def test_a_digest_is_short(data: bytes) -> None:
    """And of hexadecimal digits, whatever it is of."""
    assert len(digest(data)) == DIGEST_LENGTH
    assert int(digest(data), 16) >= 0


def test_it_can_be_stored_and_read_back() -> None:
    """As JSON."""
    kept = take(dataset(record("x"), record(None)))

    assert msgspec.json.decode(msgspec.json.encode(kept), type=Snapshot) == kept
