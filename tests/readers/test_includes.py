"""The include directive: which files it reads, and where what they hold stands."""

from __future__ import annotations

import pytest
from documents import messages, read_rst, texts

from tablecast.diagnostics import Location

TABLE = "+---+\n| a |\n+---+\n"


def test_an_included_table_stands_in_its_own_file() -> None:
    document = read_rst(f"Title\n=====\n\n.. include:: b.txt\n\n{TABLE}", {"docs/b.txt": f"Text.\n\n{TABLE}"})
    assert [table.location for table in document.tables] == [Location("docs/b.txt", 3, 1), Location("docs/a.rst", 6, 1)]
    assert document.tables[0].rows[0].location == Location("docs/b.txt", 4, 3, 4)
    assert {table.document for table in document.tables} == {"docs/a.rst"}
    assert document.tables[0].headings == ("Title",)


@pytest.mark.parametrize(
    ("name", "path"), [("b.txt", "docs/b.txt"), ("../b.txt", "b.txt"), ("/x/b.txt", "x/b.txt"), ("/b.txt", "b.txt")]
)
def test_a_path_starts_at_the_including_file_or_at_the_root(name: str, path: str) -> None:
    assert len(read_rst(f".. include:: {name}\n", {path: TABLE}).tables) == 1


def test_a_path_in_an_included_file_starts_at_that_file() -> None:
    files = {"docs/sub/b.txt": ".. include:: c.txt\n", "docs/sub/c.txt": TABLE}
    assert read_rst(".. include:: sub/b.txt\n", files).tables[0].location.path == "docs/sub/c.txt"


@pytest.mark.parametrize("name", ["../../b.txt", "/../b.txt", "</etc/b.txt>", "<../b.txt>", "c:/b.txt", "..\\b.txt"])
def test_a_path_that_leaves_the_documentation_is_refused(name: str) -> None:
    assert messages(read_rst(f".. include:: {name}\n", {})) == [
        f"docs/a.rst:1:1: error: the file '{name}' is outside of the documentation [include-refused]"
    ]


def test_the_files_of_docutils_can_be_included_wherever_the_documentation_is() -> None:
    document = read_rst(".. include:: <isonum.txt>\n\n=====  ==\nSign   B\n=====  ==\n|reg|  x\n=====  ==\n", {})
    assert document.diagnostics == ()
    assert document.tables[0].rows[0].cells[0].text == "\N{REGISTERED SIGN}"


def test_a_file_that_docutils_does_not_have_is_an_error() -> None:
    assert messages(read_rst(".. include:: <nothing.txt>\n", {})) == [
        "docs/a.rst:1:1: error: docutils brings no file 'nothing.txt' along [include-refused]"
    ]


def test_a_file_that_is_not_there_is_an_error() -> None:
    assert messages(read_rst("Text.\n\n- .. include:: b.txt\n", {})) == [
        "docs/a.rst:3:3: error: the file 'docs/b.txt' is not read: No such file or directory [include-refused]"
    ]


def test_where_includes_are_switched_off_each_is_a_warning() -> None:
    assert messages(read_rst(".. include:: b.txt\n")) == [
        "docs/a.rst:1:1: warning: the file 'docs/b.txt' is not read: including files is switched off [include-skipped]"
    ]


def test_a_file_that_includes_itself_is_an_error_and_is_read_once() -> None:
    document = read_rst(".. include:: b.txt\n", {"docs/b.txt": f"{TABLE}\n.. include:: b.txt\n"})
    assert len(document.tables) == 1
    assert messages(document) == [
        "docs/b.txt:5:1: error: the file includes itself: docs/a.rst > docs/b.txt > docs/b.txt [include-refused]"
    ]


def test_a_file_may_be_included_twice() -> None:
    document = read_rst(".. include:: b.txt\n\n.. include:: b.txt\n", {"docs/b.txt": TABLE})
    assert (len(document.tables), messages(document)) == (2, [])


def test_a_file_that_ends_in_the_middle_of_something_does_not_hide_where_it_ends() -> None:
    files = {"docs/sub/b.txt": "Text::\n", "docs/c.txt": TABLE}
    document = read_rst(".. include:: sub/b.txt\n\n.. include:: c.txt\n", files)
    assert [table.location.path for table in document.tables] == ["docs/c.txt"]


@pytest.mark.parametrize(
    ("options", "first_line"),
    [
        ("   :start-line: 4\n", 5),
        ("   :start-after: mark\n", 5),
        ("   :end-before: mark\n", 1),
        ("   :start-line: -4\n   :end-line: 7\n", 5),
    ],
)
def test_a_part_of_a_file_keeps_its_line_numbers(options: str, first_line: int) -> None:
    document = read_rst(f".. include:: b.txt\n{options}", {"docs/b.txt": f"{TABLE}.. mark\n{TABLE}\n"})
    assert [table.location.line for table in document.tables] == [first_line]


def test_a_mark_that_is_not_in_the_file_is_an_error() -> None:
    document = read_rst(".. include:: b.txt\n   :start-after: gone\n", {"docs/b.txt": TABLE})
    assert messages(document) == [
        "docs/a.rst:1:1: error: the text of the option 'start-after' is not in the file: 'gone' [include-refused]"
    ]


def test_a_literal_include_is_code() -> None:
    document = read_rst(
        ".. list-table::\n\n   * - .. include:: b.py\n          :code: python\n", {"docs/b.py": "x = 1\n"}
    )
    assert texts(document.tables[0].rows) == [["x = 1"]]


def test_an_included_file_that_is_not_utf8_is_reported_there() -> None:
    """The file's own bytes are given, so that one can be wrong."""
    from tablecast.readers import read  # noqa: PLC0415 - the shared reading function takes texts

    document = read("a.rst", b".. include:: b.txt\n", open_file=lambda _: b"ok\n\xff")
    assert messages(document) == ["b.txt:2:1: error: the file is not UTF-8: byte 0xff at offset 3 [not-utf8]"]


def test_a_comment_like_docutils_end_mark_of_an_include_is_a_comment() -> None:
    document = read_rst(f'.. end of inclusion from "x"\n\n{TABLE}')
    assert (len(document.tables), messages(document)) == (1, [])
