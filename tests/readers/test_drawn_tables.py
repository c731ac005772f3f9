"""Grid tables and simple tables: structure, text and the place of every cell."""

from __future__ import annotations

import docutils
import pytest
from documents import messages, only_table, places, read_rst, spans, texts

from tablecast.diagnostics import Location


def test_a_grid_table_has_its_header_its_rows_and_the_place_of_every_cell() -> None:
    table = only_table(
        """\
        Codes:

        +------+---------+
        | Code | Meaning |
        +======+=========+
        | 200  | Fine    |
        +------+---------+
        """
    )
    assert (table.grammar, table.width, table.ordinal, table.document) == ("grid", 2, 1, "docs/a.rst")
    assert table.location == Location("docs/a.rst", 3, 1)
    assert texts(table.header) == [["Code", "Meaning"]]
    assert texts(table.rows) == [["200", "Fine"]]
    assert places(table.header) == [["4:3-7", "4:10-17"]]
    assert places(table.rows) == [["6:3-6", "6:10-14"]]
    assert table.rows[0].location == Location("docs/a.rst", 6, 3, 6)


def test_a_grid_table_without_a_header_rule_has_no_header() -> None:
    table = only_table("+---+\n| a |\n+---+\n")
    assert (texts(table.header), texts(table.rows), table.column_names) == ([], [["a"]], ("",))


def test_cells_of_a_grid_table_span_rows_and_columns() -> None:
    table = only_table(
        """\
        +-----------+---+
        | wide      | a |
        +===+=======+===+
        | t | b     | c |
        | a +-------+---+
        | l | d         |
        | l |           |
        +---+-----------+
        """
    )
    assert spans(table.header) == [[(0, 1, 2), (2, 1, 1)]]
    assert spans(table.rows) == [[(0, 2, 1), (1, 1, 1), (2, 1, 1)], [(1, 1, 2)]]
    assert texts(table.rows) == [["t a l l", "b", "c"], ["d"]]
    assert places(table.rows) == [["4:3-4", "4:7-8", "4:15-16"], ["6:7-8"]]
    assert table.column_names == ("wide", "wide", "a")


def test_several_header_rows_join_into_column_names() -> None:
    table = only_table(
        """\
        +---+-------+
        | a | b     |
        |   +---+---+
        |   | c | d |
        +===+===+===+
        | 1 | 2 | 3 |
        +---+---+---+
        """
    )
    assert table.column_names == ("a", "b / c", "b / d")


def test_an_empty_cell_stands_where_its_text_would() -> None:
    table = only_table("+---+---+\n| a |   |\n+---+---+\n")
    assert places(table.rows) == [["2:3-4", "2:7-0"]]


def test_a_cell_begins_at_its_text_and_a_row_at_its_first_cell() -> None:
    table = only_table(
        """\
        +-----+-------+
        |     | first |
        | low |       |
        +-----+-------+
        """
    )
    assert places(table.rows) == [["3:3-6", "2:9-14"]]
    assert table.rows[0].location.line == 2


def test_wide_and_combining_characters_take_their_columns_in_the_drawing_and_one_each_in_a_location() -> None:
    table = only_table(
        """\
        +------+------+
        | 全角 | b    |
        +------+------+
        | x    | 中   |
        +------+------+
        """
    )
    assert texts(table.rows) == [["全角", "b"], ["x", "中"]]
    assert places(table.rows) == [["2:3-5", "2:8-9"], ["4:3-4", "4:10-11"]]


ACUTE = "\u0301"


@pytest.mark.parametrize("wide", ["中", "\uff57"])
def test_a_combining_character_takes_no_column_in_a_grid_table_and_one_in_a_location(wide: str) -> None:
    table = only_table(
        f"""\
        +------+---+
        | ma{ACUTE}s  | b |
        +------+---+
        | {wide}{ACUTE}   | c |
        +------+---+
        """
    )
    assert texts(table.rows) == [[f"ma{ACUTE}s", "b"], [f"{wide}{ACUTE}", "c"]]
    assert places(table.rows) == [["2:3-7", "2:11-12"], ["4:3-5", "4:10-11"]]


def test_a_combining_character_takes_no_column_in_a_simple_table() -> None:
    table = only_table(f"====  ====\na{ACUTE}bc   d{ACUTE}\n中{ACUTE}    e\n====  ====\n")
    assert texts(table.rows) == [[f"a{ACUTE}bc", f"d{ACUTE}"], [f"中{ACUTE}", "e"]]
    assert places(table.rows) == [["2:1-5", "2:8-10"], ["3:1-3", "3:7-8"]]


def test_a_malformed_table_with_combining_characters_is_reported_at_its_line() -> None:
    document = read_rst(f"- +---+\n  | a{ACUTE} |\n  | b{ACUTE}c|\n  | d{ACUTE} \n  +---+\n")
    assert [found.location for found in document.diagnostics] == [Location("docs/a.rst", 4, 3)]


@pytest.mark.skipif(docutils.__version_info__ < (0, 22, 3), reason="docutils counts combining characters as columns")
def test_a_table_of_very_many_combinations_is_read() -> None:
    sequences = [f"{chr(letter)}{chr(mark)}" for letter in range(0x4E00, 0x4E80) for mark in range(0x300, 0x314)]
    rows = "".join(f"| {sequence} |\n+----+\n" for sequence in sequences)
    table = only_table(f"+----+\n{rows}")
    assert [row.cells[0].text for row in table.rows] == sequences


def test_tabs_count_as_one_character_in_a_location() -> None:
    table = only_table("-\titem\n\n\t=====\t=====\n\ta\tb\n\t=====\t=====\n")
    assert texts(table.rows) == [["a", "b"]]
    assert table.location == Location("docs/a.rst", 3, 2)
    assert places(table.rows) == [["4:2-3", "4:4-5"]]


def test_a_table_in_a_cell_is_a_table_of_its_own_with_places_in_the_file() -> None:
    document = read_rst(
        """\
        +---------------+---+
        | before        | z |
        |               |   |
        | +---+-------+ |   |
        | | i | inner | |   |
        | +---+-------+ |   |
        |               |   |
        | === ===       |   |
        | s   t         |   |
        | === ===       |   |
        +---------------+---+
        """
    )
    assert [table.ordinal for table in document.tables] == [1, 2, 3]
    outer, inner, simple = document.tables
    assert texts(outer.rows) == [["before\n\ni\tinner\n\ns\tt", "z"]]
    assert inner.location == Location("docs/a.rst", 4, 3)
    assert places(inner.rows) == [["5:5-6", "5:9-14"]]
    assert places(simple.rows) == [["9:3-4", "9:7-8"]]


def test_a_simple_table_has_rows_of_several_lines_spans_and_a_last_column_without_a_bound() -> None:
    table = only_table(
        """\
        ===  ===  ===
        a    b    c
        ===  ===  ===
        1    x    longer than its column
             y
        both      z
        --------  ---
        end  .    .
        ===  ===  ===
        """
    )
    assert table.grammar == "simple"
    assert texts(table.header) == [["a", "b", "c"]]
    assert texts(table.rows) == [["1", "x y", "longer than its column"], ["both", "z"], ["end", ".", "."]]
    assert spans(table.rows) == [
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
        [(0, 1, 2), (2, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
    ]
    assert places(table.rows)[:2] == [["4:1-2", "4:6-7", "4:11-33"], ["6:1-5", "6:11-12"]]


@pytest.mark.parametrize("mark", ["..", "\\"])
def test_the_marks_of_an_empty_first_cell_in_a_simple_table_keep_the_row(mark: str) -> None:
    table = only_table(f"==  ==\na   b\n{mark}  c\n==  ==\n".replace("\\  ", "\\   "))
    assert texts(table.rows) == [["a", "b"], ["", "c"]]


def test_a_border_alone_is_a_table_of_no_columns_as_in_docutils() -> None:
    table = only_table("+---+\n")
    assert (table.width, table.header, table.rows) == (0, (), ())
    assert table.column_names == ()


def test_a_column_name_may_be_empty_or_repeat() -> None:
    table = only_table("+---+---+---+\n| a | a |   |\n+===+===+===+\n| 1 | 2 | 3 |\n+---+---+---+\n")
    assert table.column_names == ("a", "a", "")


def test_carriage_returns_and_a_byte_order_mark_are_no_content() -> None:
    table = only_table("\ufeff+---+\r\n| a |\r\n+---+\r\n")
    assert (texts(table.rows), places(table.rows)) == ([["a"]], [["2:3-4"]])


def test_a_line_is_counted_as_an_editor_counts_it() -> None:
    """Docutils ends a line at U+2028, too; an editor does not."""
    table = only_table("a\u2028b\u2028\u2028+---+\n| c |\n+---+\n")
    assert table.location == Location("docs/a.rst", 1, 6)
    assert places(table.rows) == [["2:3-4"]]


@pytest.mark.parametrize(
    ("drawing", "where", "reason"),
    [
        ("+---+\n| a \n+---+\n", "4:1", "right border not aligned or missing"),
        ("+---+\n| a |\n", "4:1", "bottom border missing or corrupt"),
        ("+---+---+\n| a | b |\n+---+   |\n| c   d |\n+---+---+\n", "3:1", "the borders of its cells do not meet"),
        ("+---+\n| a |\n+===+\n| b |\n+===+\n", "7:1", "bottom border missing or corrupt"),
        ("== ==\na  b\n", "3:1", "no bottom table border found"),
        ("== ==\naxxb\n== ==\n", "4:1", "text in column margin in table line 2"),
        ("== ==\na  b\n======\n", "5:1", "bottom border or header rule does not match top border"),
    ],
)
def test_a_malformed_table_is_reported_where_it_breaks_and_the_rest_is_read(
    drawing: str, where: str, reason: str
) -> None:
    document = read_rst(f"Text.\n\n{drawing}\nText.\n\n+---+\n| b |\n+---+\n")
    assert messages(document) == [f"docs/a.rst:{where}: error: the table cannot be read: {reason} [malformed-table]"]
    assert [texts(table.rows) for table in document.tables] == [[["b"]]]


def test_a_malformed_table_in_a_nested_block_is_reported_at_its_own_line() -> None:
    document = read_rst("- a\n\n  - b\n\n    +---+\n    | x |\n    | yy|\n    | z\n    +---+\n")
    assert [found.location for found in document.diagnostics] == [Location("docs/a.rst", 8, 5)]


def test_a_table_of_many_rows_is_read_whole() -> None:
    rows = "".join(f"{number:<7}{number * number}\n" for number in range(2000))
    table = only_table(f"=====  ====\n{rows}=====  ====\n")
    assert [row.cells[1].text for row in table.rows] == [str(number * number) for number in range(2000)]


def test_a_line_longer_than_docutils_allows_is_read() -> None:
    table = only_table(f"+-{'-' * 12000}+\n| {'x' * 12000}|\n+-{'-' * 12000}+\n")
    assert len(table.rows[0].cells[0].text) == 12000
