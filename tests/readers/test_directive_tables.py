"""The directives that make tables: captions, options, places, and what they refuse."""

from __future__ import annotations

import csv

import pytest
from documents import messages, only_table, places, read_rst, spans, texts

from tablecast.diagnostics import Location


def test_the_table_directive_gives_caption_label_and_place() -> None:
    table = only_table(
        """\
        .. table:: **Table 1** Return *values*
           :name: Return Values
           :widths: auto
           :unheard-of: option

           +---+
           | a |
           +---+
        """
    )
    assert (table.caption, table.title, table.labels) == ("Table 1 Return values", "Return values", ("return values",))
    assert table.location == Location("docs/a.rst", 1, 1)
    assert places(table.rows) == [["7:6-7"]]


def test_what_stands_beside_the_table_in_its_directive_is_kept_with_a_warning() -> None:
    """Docutils would show an error in place of both tables."""
    document = read_rst(".. table:: T\n\n   +---+\n   | a |\n   +---+\n\n   +---+\n   | b |\n   +---+\n")
    assert [(texts(table.rows), table.title) for table in document.tables] == [([["a"]], "T"), ([["b"]], "")]
    assert messages(document) == [
        "docs/a.rst:1:1: warning: 'table' holds 2 tables, where one table belongs [table-directive-content]"
    ]


@pytest.mark.parametrize("content", ["", "   Text.\n"])
def test_a_table_directive_without_a_table_says_what_belongs_there(content: str) -> None:
    document = read_rst(f".. table:: T\n\n{content}")
    assert messages(document) == [
        "docs/a.rst:1:1: warning: 'table' holds no table, where one table belongs [table-directive-content]"
    ]
    assert document.diagnostics[0].hint == (
        "put a grid or simple table into the directive: docutils shows an error in place of all of it"
    )


def test_a_malformed_table_in_the_directive_is_reported_once_at_its_line() -> None:
    document = read_rst(".. table:: T\n\n   +---+\n   | a|\n   +---+\n")
    assert messages(document) == [
        "docs/a.rst:4:4: error: the table cannot be read: right border not aligned or missing [malformed-table]"
    ]


def test_a_csv_table_has_the_place_of_every_cell() -> None:
    table = only_table(
        """\
        .. csv-table:: Codes
           :header: Code, "The name"
           :stub-columns: 1

           200, "Fine, thanks"
           404, "not
           found",  extra
        """
    )
    assert (table.grammar, table.title, table.width, table.stub_columns) == ("csv-table", "Codes", 3, 1)
    assert texts(table.header) == [["Code", "The name", ""]]
    assert texts(table.rows) == [["200", "Fine, thanks", ""], ["404", "not found", "extra"]]
    assert places(table.header) == [["2:13-17", "2:20-28", "2:29-0"]]
    assert places(table.rows) == [["5:4-7", "5:10-22", "5:23-0"], ["6:4-7", "6:10-13", "7:13-18"]]


def test_a_csv_table_may_name_its_delimiter_quote_and_escape_and_count_header_rows() -> None:
    table = only_table(
        """\
        .. csv-table::
           :header-rows: 1
           :delim: ;
           :quote: '
           :escape: \\

           a; 'b;c'
           d; 'e\\'f'
        """
    )
    assert texts(table.header) == [["a", "b;c"]]
    assert texts(table.rows) == [["d", "e'f"]]
    assert places(table.rows) == [["8:4-5", "8:8-0"]]


def test_a_csv_table_may_split_at_white_space_and_double_its_quotes() -> None:
    table = only_table('.. csv-table::\n   :delim: space\n\n   a "b ""c"""\n')
    assert texts(table.rows) == [["a", 'b "c"']]
    assert places(table.rows) == [["4:4-5", "4:7-0"]]


def test_a_csv_cell_ends_nowhere_known_where_a_quote_is_doubled() -> None:
    table = only_table('.. csv-table::\n\n   "a""", b" c\n')
    assert texts(table.rows) == [['a"', 'b" c']]
    assert places(table.rows) == [["3:5-0", "3:11-15"]]


def test_a_csv_table_reads_a_file_of_the_documentation_with_places_in_it() -> None:
    table = only_table(
        ".. csv-table::\n   :file: ../data/x.csv\n   :delim: tab\n",
        {"data/x.csv": 'a\tb\n"c\nd"\te\n'},
    )
    assert texts(table.rows) == [["a", "b"], ["c d", "e"]]
    locations = [[cell.location for cell in row.cells] for row in table.rows]
    assert locations == [
        [Location("data/x.csv", 1, 1, 2), Location("data/x.csv", 1, 3, 4)],
        [Location("data/x.csv", 2, 2, 3), Location("data/x.csv", 3, 4, 5)],
    ]
    assert table.location == Location("docs/a.rst", 1, 1)


def test_a_csv_cell_may_hold_blocks() -> None:
    table = only_table('.. csv-table::\n\n   "- a\n   - b", "x\n\n   y"\n')
    assert texts(table.rows) == [["- a\n- b", "x\n\ny"]]


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        (
            ".. csv-table::\n   :url: https://host.example/a.csv\n",
            "error: 'csv-table' asks for the address 'https://host.example/a.csv', which is not read [url-refused]",
        ),
        (
            ".. csv-table::\n   :file: ../../secret.csv\n",
            "error: the file '../../secret.csv' is outside of the documentation [include-refused]",
        ),
        (
            ".. csv-table::\n   :file: x.csv\n",
            "error: the file 'docs/x.csv' is not read: No such file or directory [include-refused]",
        ),
        (".. csv-table::\n", "error: the table cannot be read: it has no data [malformed-table]"),
        (
            ".. csv-table::\n   :header-rows: two\n\n   a\n",
            "error: the table cannot be read: the option 'header-rows' is not a number: 'two' [malformed-table]",
        ),
        (
            ".. csv-table::\n   :header-rows: 1\n\n   a\n",
            "warning: 'csv-table' has no row below its header (header-rows: 1, rows: 1) [table-without-body]",
        ),
        (
            ".. csv-table::\n   :header-rows: -1\n\n   a\n",
            "error: the table cannot be read: the option 'header-rows' is not a number: '-1' [malformed-table]",
        ),
        (
            ".. csv-table::\n   :file: x.csv\n\n   a\n",
            "warning: 'csv-table' holds data, so the file 'x.csv' is not read [table-directive-content]",
        ),
        (
            ".. list-table::\n\n   text\n",
            (
                "error: the table cannot be read: 'list-table' needs a bullet list of rows, "
                "each a bullet list of cells [malformed-table]"
            ),
        ),
    ],
)
def test_a_directive_that_makes_no_table_says_why_at_its_line(directive: str, message: str) -> None:
    assert messages(read_rst(directive, {})) == [f"docs/a.rst:1:1: {message}"]


@pytest.mark.parametrize(
    ("options", "reason", "hint"),
    [
        (
            ":delim: ab",
            "the option 'delim' is not a single character: 'ab'",
            "write one character, or its code such as U+003B",
        ),
        (
            ":quote: ab",
            "the option 'quote' is not a single character: 'ab'",
            "write one character, or its code such as U+003B",
        ),
        (
            f":escape: {'9' * 5_000}",
            f"the option 'escape' is not a single character: '{'9' * 100}...'",
            "write one character, or its code such as U+003B",
        ),
        (
            ":quote: U+20",
            "the option 'quote' is white space: 'U+20'",
            "write one character, or its code such as U+003B",
        ),
        (
            ":delim: U+0A",
            "the option 'delim' is white space: 'U+0A'",
            "write one character, or its code such as U+003B",
        ),
        (
            ":delim: '\n   :quote: '",
            "two of the options 'delim', 'quote' and 'escape' are the same character",
            "choose different characters",
        ),
    ],
)
def test_options_that_describe_no_csv_are_named_with_what_to_write(options: str, reason: str, hint: str) -> None:
    document = read_rst(f".. csv-table::\n   {options}\n\n   a,b\n")
    (found,) = document.diagnostics
    assert str(found) == f"docs/a.rst:1:1: error: the table cannot be read: {reason} [malformed-table]"
    assert found.hint == hint


@pytest.mark.parametrize(
    ("directive", "where", "reason"),
    [
        ('.. csv-table::\n\n   a,b\n   "c" d,e\n', "docs/a.rst:4:4", "',' expected after '\"'"),
        ('.. csv-table::\n\n   a,b\n   c,"d\n   e" f\n', "docs/a.rst:4:4", "',' expected after '\"'"),
        ('.. csv-table::\n\n   a,b\n   c,"d\n   e\n   f\n', "docs/a.rst:4:4", "unexpected end of data"),
        ('.. csv-table::\n   :header: a, "b" c\n\n   d,e\n', "docs/a.rst:2:13", "',' expected after '\"'"),
        (".. csv-table::\n   :file: x.csv\n", "docs/x.csv:3:1", "',' expected after '\"'"),
    ],
)
def test_malformed_csv_is_reported_where_its_row_begins(directive: str, where: str, reason: str) -> None:
    document = read_rst(f"{directive}\n+---+\n| T |\n+---+\n", {"docs/x.csv": 'a,b\n\n"c" d,e\n'})
    (found,) = document.diagnostics
    assert str(found) == (
        f"{where}: error: the table cannot be read: the CSV data is malformed: {reason} [malformed-table]"
    )
    assert found.hint == "quote each cell that holds the delimiter or a quote"
    assert [texts(table.rows) for table in document.tables] == [[["T"]]]


def test_a_csv_cell_has_no_greatest_length_and_the_limit_of_the_interpreter_stays() -> None:
    limit = csv.field_size_limit()
    text = "x" * (limit + 1)
    assert texts(only_table(f".. csv-table::\n\n   a,{text}\n").rows) == [["a", text]]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("rows", "where", "reason"),
    [
        ("* - a\n     - b\n   * - c\n", "5:8", "row 2 has 1 cell, expected 2 as in row 1"),
        ("* - a\n   * - b\n   * - c\n     -\n     - d\n", "5:8", "row 3 has 3 cells, expected 1 as in row 1"),
    ],
)
def test_an_uneven_row_of_a_list_table_is_reported_at_the_row(rows: str, where: str, reason: str) -> None:
    document = read_rst(f".. list-table::\n\n   {rows}")
    (found,) = document.diagnostics
    assert str(found) == f"docs/a.rst:{where}: error: the table cannot be read: {reason} [malformed-table]"
    assert found.hint == "give each row the same number of cells"


def test_a_list_table_has_header_rows_stub_columns_and_the_place_of_every_cell() -> None:
    table = only_table(
        """\
        .. list-table:: Codes
           :header-rows: 1
           :stub-columns: 1
           :widths: 1 2

           * - Code
             - Meaning
           * - 200
             - Fine

               indeed
           * -
             -

               late
        """
    )
    assert (table.grammar, table.title, table.width, table.stub_columns) == ("list-table", "Codes", 2, 1)
    assert texts(table.header) == [["Code", "Meaning"]]
    assert texts(table.rows) == [["200", "Fine\n\nindeed"], ["", "late"]]
    assert places(table.header) == [["6:8-12", "7:8-15"]]
    assert places(table.rows) == [["8:8-11", "9:8-12"], ["12:7-0", "15:8-12"]]


def test_a_flat_table_spans_and_its_short_rows_are_widened() -> None:
    table = only_table(
        """\
        .. flat-table::
           :header-rows: 1

           * - a
             - b
             - c
           * - :rspan:`1` x
             - :cspan:`1` y
           * - z
        """
    )
    assert table.grammar == "flat-table"
    assert texts(table.rows) == [["x", "y"], ["z"]]
    assert spans(table.rows) == [[(0, 2, 1), (1, 1, 2)], [(1, 1, 2)]]


def test_a_flat_table_may_leave_the_rest_of_a_row_empty() -> None:
    table = only_table(".. flat-table::\n   :fill-cells:\n\n   * - a\n     - b\n   * - c\n")
    assert spans(table.rows) == [[(0, 1, 1), (1, 1, 1)], [(0, 1, 1)]]


@pytest.mark.parametrize(
    ("cells", "where", "reason", "role"),
    [
        ("- a\n     - :cspan:`1000` b", "4:8", "a cell ends past column 1000", "cspan"),
        ("- a\n     - :rspan:`1000` b", "4:8", "a cell covers more than 1000 rows", "rspan"),
        (f"- :cspan:`{'9' * 5_000}` a", "3:8", "a cell ends past column 1000", "cspan"),
        (f"- :rspan:`{'9' * 5_000}` a", "3:8", "a cell covers more than 1000 rows", "rspan"),
        ("- :cspan:`600` a\n     - b\n     - :cspan:`600` c", "5:8", "a cell ends past column 1000", "cspan"),
        ("- :cspan:`900`:rspan:`1` a\n   * - :cspan:`900` b", "4:8", "a cell ends past column 1000", "cspan"),
    ],
)
def test_a_flat_table_with_a_mistyped_span_is_reported_at_its_cell(
    cells: str, where: str, reason: str, role: str
) -> None:
    document = read_rst(f".. flat-table::\n\n   * {cells}\n\n+---+\n| T |\n+---+\n")
    (found,) = document.diagnostics
    assert str(found) == f"docs/a.rst:{where}: error: the table cannot be read: {reason} [malformed-table]"
    assert found.hint == f"correct the number in ':{role}:'"
    assert [texts(table.rows) for table in document.tables] == [[["T"]]]


def test_a_flat_table_may_be_as_wide_and_its_cells_as_high_as_any_is_drawn() -> None:
    table = only_table(".. flat-table::\n\n   * - :cspan:`998` a\n     - :rspan:`999` b\n")
    assert spans(table.rows) == [[(0, 1, 999), (999, 1000, 1)]]


@pytest.mark.parametrize(
    "wrapping",
    [
        ".. only:: html\n\n{}",
        ".. container:: wide\n\n{}",
        ".. note::\n\n{}",
        ".. class:: Client(host)\n\n{}",
        ".. py:method:: get(x)\n              get(x, y)\n   :noindex:\n\n{}",
        ".. confval:: limit\n   :type: int\n\n{}",
        ".. sidebar:: Title\n\n{}",
        ".. topic:: Title\n\n{}",
        ".. unheard-of::\n{}",
        ".. figure:: a.png\n\n   Caption.\n\n{}",
        "term\n{}",
        "Text:\n\n{}",
        ":field:\n{}",
        "-x  option\n\n{}",
    ],
)
def test_a_table_is_found_in_every_kind_of_body(wrapping: str) -> None:
    indent = "    " if wrapping.startswith("-x") else "   "
    text = wrapping.format("".join(f"{indent}{line}\n" for line in ("+---+", "| a |", "+---+")))
    table = only_table(text)
    assert texts(table.rows) == [["a"]]
    assert table.rows[0].cells[0].location.line == text[: text.index("| a |")].count("\n") + 1
