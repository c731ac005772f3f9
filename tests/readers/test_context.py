"""What surrounds a table, and the fields of the document."""

from __future__ import annotations

import pytest
from documents import only_table, read_rst

from tablecast.readers.rst._titles import without_number

TABLE = "+---+\n| a |\n+---+\n"


def indented(width: int) -> str:
    """A table that stands in from the left."""
    return "".join(f"{' ' * width}{line}\n" for line in TABLE.splitlines())


def test_headings_are_outermost_first_and_begin_with_the_documents_title() -> None:
    document = read_rst(f"Title *x*\n=========\n\nPart\n----\n\n{TABLE}\nOther\n-----\n\n{TABLE}")
    assert document.title == "Title x"
    assert [table.headings for table in document.tables] == [("Title x", "Part"), ("Title x", "Other")]


def test_headings_inside_a_directive_count() -> None:
    text = f"Title\n=====\n\n.. only:: html\n\n   Inner\n   ~~~~~\n\n{indented(3)}\nNext\n----\n\n{TABLE}"
    assert [table.headings for table in read_rst(text).tables] == [("Title", "Inner"), ("Title", "Next")]


def test_list_items_give_their_paragraphs_before_the_table() -> None:
    text = f"- outer\n  *item*\n\n  more\n\n  1. inner\n\n{indented(5)}\n     after\n"
    assert only_table(text).list_items == ("outer item more", "inner")


def test_terms_fields_and_options_are_list_items() -> None:
    assert only_table(f"term : kind\n{indented(2)}").list_items == ("term",)
    assert only_table(f"Text.\n\n:field:\n{indented(2)}").list_items == ("field",)
    assert only_table(f"Text.\n\n-o X  text\n\n{indented(6)}").list_items == ("-o X",)


def test_a_table_in_a_cell_has_the_context_of_its_table() -> None:
    document = read_rst("- item\n\n  .. list-table::\n\n     * - +---+\n         | a |\n         +---+\n")
    assert [table.list_items for table in document.tables] == [("item",), ("item",)]


@pytest.mark.parametrize(
    ("before", "labels"),
    [
        (".. _one:\n\n", ("one",)),
        (".. _One More:\n.. _two:\n\n", ("one more", "two")),
        (".. _one:\n\n.. a comment\n\n.. tabularcolumns:: |l|\n\n", ("one",)),
        (".. _one:\n\nText.\n\n", ()),
        (".. _one: https://host.example/\n\n", ()),
        (".. _one: two_\n.. _two:\n\n", ("two",)),
    ],
)
def test_labels_are_the_targets_right_before_the_table(before: str, labels: tuple[str, ...]) -> None:
    assert only_table(before + TABLE).labels == labels


def test_a_label_points_through_a_transparent_directive_and_joins_the_name() -> None:
    text = f".. _one:\n\n.. only:: html\n\n   .. table:: T\n      :name: two\n\n{indented(6)}"
    assert only_table(text).labels == ("one", "two")


def test_a_label_that_is_defined_twice_still_points_at_its_tables() -> None:
    document = read_rst(f".. _one:\n\n{TABLE}\n.. _one:\n\n{TABLE}")
    assert [table.labels for table in document.tables] == [("one",), ("one",)]


@pytest.mark.parametrize(
    ("caption", "title"),
    [
        ("Table 1 Return values", "Return values"),
        ("Table 3-2: X", "X"),
        ("table 1.2. X", "X"),
        ("TABLE A.1 \u2014 X", "X"),
        ("Tbl. 4 X", "X"),
        ("Table 1", "Table 1"),
        ("Table of codes", "Table of codes"),
        ("Tables 1 and 2", "Tables 1 and 2"),
        ("2 values", "2 values"),
        ("", ""),
    ],
)
def test_a_title_is_the_caption_without_its_number(caption: str, title: str) -> None:
    assert without_number(caption) == title


@pytest.mark.parametrize(
    "text",
    [
        ":Original_Name: a.html\n:other: x *y*\n\nTitle\n=====\n",
        ".. comment\n\n.. _label:\n\n:original_name: a.html\n:other: x y\n",
        "Title\n=====\n\n:original_name: a.html\n:other: x\n        y\n\nText.\n",
    ],
)
def test_the_fields_of_a_document_stand_at_its_top(text: str) -> None:
    assert read_rst(text).fields == {"original_name": "a.html", "other": "x y"}


def test_a_field_list_further_down_is_no_field_of_the_document() -> None:
    assert read_rst("Text.\n\n:a: b\n").fields == {}


def test_a_document_without_a_title_has_none() -> None:
    document = read_rst(TABLE)
    assert (document.title, document.tables[0].headings) == ("", ())


def test_footnote_marks_are_no_part_of_names() -> None:
    """They are numbered anew whenever a note is added before them."""
    text = "Page [#a]_\n==========\n\n.. list-table:: **Table 1** Codes [#b]_ here\n   :header-rows: 1\n\n"
    (table,) = read_rst(text + "   * - Code [#a]_\n   * - x [#b]_\n\n.. [#a] A.\n.. [#b] B.\n").tables

    assert (table.headings, table.title, table.column_names) == (("Page",), "Codes here", ("Code",))
    assert table.caption == "Table 1 Codes [2] here"
    assert table.rows[0].cells[0].text == "x [2]"
