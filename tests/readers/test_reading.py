"""Reading as a whole: bytes in, a document out, and nothing else touched."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from documents import messages, read_rst, texts
from docutils.core import publish_doctree
from docutils.parsers.rst import directives, roles, states

from tablecast.diagnostics import Location
from tablecast.readers import SUFFIXES, read
from tablecast.tables import Document

TABLE = "+---+\n| a |\n+---+\n"

ROLES, DIRECTIVES = cast(Any, roles), cast(Any, directives)
"""docutils' registries, which its stubs leave out."""


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".RST"])
def test_a_reader_is_found_by_the_suffix(suffix: str) -> None:
    assert len(read(f"docs/a{suffix}", TABLE.encode()).tables) == 1


def test_a_file_without_a_reader_is_a_diagnostic() -> None:
    document = read("docs/a.md", b"")
    assert messages(document) == ["docs/a.md: error: no reader for this kind of file [unknown-format]"]
    assert document.diagnostics[0].hint == "name the document with one of .rst, .rest, .txt"


@pytest.mark.parametrize(
    ("data", "where"),
    [(b"\xff\xfea\0", "1:1"), (b"ok\r\n\xc3\xa9\xff", "2:2"), (b"\xef\xbb\xbfab\xff", "1:3"), (b"a\rb\n\xe4", "3:1")],
)
def test_bytes_that_are_not_utf8_are_reported_with_line_and_column(data: bytes, where: str) -> None:
    document = read("a.rst", data)
    (found,) = document.diagnostics
    assert (str(found.location), found.code, found.severity) == (f"a.rst:{where}", "not-utf8", "error")
    assert document.tables == ()


def test_a_nul_character_is_replaced_and_reported() -> None:
    document = read("a.rst", b"+---+\n| \0 |\n+---+\n")
    assert texts(document.tables[0].rows) == [["\ufffd"]]
    assert messages(document) == [
        "a.rst:2:3: warning: the text has a NUL character; it is read as U+FFFD [nul-character]"
    ]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "Text."])
def test_a_document_without_tables_is_a_document(text: str) -> None:
    assert read_rst(text) == Document("docs/a.rst")


def test_a_document_that_is_nested_too_deeply_is_a_diagnostic() -> None:
    deep = "".join(f"{'  ' * level}- x\n\n" for level in range(400))
    document = read("a.rst", deep.encode())
    assert messages(document) == ["a.rst: error: the document is nested too deeply to be read [too-deep]"]


def test_reading_does_not_depend_on_what_was_read_before() -> None:
    text = ".. list-table::\n\n   * - :ref:`a`\n     - `b`\n     - :sub:`c`\n     - |d|\n"
    before = read_rst(text)
    read_rst(
        ".. role:: ref(strong)\n.. role:: sub(literal)\n.. default-role:: strong\n\n.. |d| replace:: e\n\n+---+\n|\n"
    )
    assert read_rst(text) == before


def test_docutils_is_left_as_it_was() -> None:
    """A Sphinx build in the same interpreter would notice any change of these."""
    publish_doctree("")
    shared = (ROLES._roles, ROLES._role_registry, DIRECTIVES._directives, DIRECTIVES._directive_registry)  # noqa: SLF001 - what must not change is private
    before = ([dict(table) for table in shared], states.state_classes, list(states.RSTState.nested_sm_cache))
    read_rst(".. role:: red\n.. default-role:: red\n\n.. note:: :red:`a` :emphasis:`b` `c`\n\n.. unheard-of:: x\n")
    assert ([dict(table) for table in shared], states.state_classes, list(states.RSTState.nested_sm_cache)) == before


def test_a_registered_role_or_directive_of_docutils_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ".. note::\n\n   .. list-table::\n\n      * - :ref:`a`\n"
    before = read_rst(text)
    monkeypatch.setitem(ROLES._roles, "ref", roles.generic_custom_role)  # noqa: SLF001 - as Sphinx does
    monkeypatch.setitem(DIRECTIVES._directives, "note", object)  # noqa: SLF001 - as Sphinx does
    assert read_rst(text) == before


def test_threads_read_the_same_as_one_after_the_other() -> None:
    documents = [
        f".. role:: r{number}\n\n.. |s| replace:: {number}\n\n"
        + f".. list-table::\n\n   * - :r{number}:`x` |s|\n     - +---+\n       | a |\n       +---+\n\n" * 5
        for number in range(20)
    ]
    expected = [read_rst(text) for text in documents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read_rst, documents)) == expected


def test_nothing_is_written_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    read_rst("Title\n===\n\n*open :gone:`x` gone_\n\n.. gone::\n\n+---+\n|\n")
    assert capfd.readouterr() == ("", "")


def test_importing_the_registry_does_not_import_docutils() -> None:
    import subprocess  # noqa: PLC0415 - a fresh interpreter is the point

    code = "import sys, tablecast.readers; sys.exit('docutils' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


def test_dropped_markup_outside_of_tables_is_a_note() -> None:
    document = read_rst(f"A\n=\n\nB\n-\n\nC\n=\n\nD\n~\n\n{TABLE}")
    assert [table.headings for table in document.tables] == [("C",)]
    (found,) = document.diagnostics
    assert (found.code, found.severity, found.location) == ("unread-prose", "info", Location("docs/a.rst", 10))


def test_a_failure_of_docutils_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, *_arguments: object) -> None:
        message = "no such node"
        raise AssertionError(message)

    monkeypatch.setattr(states.Body, "block_quote", fail)
    assert messages(read("docs/a.rst", b"Text.\n\n   Quote.\n", reader="reference")) == [
        "docs/a.rst: error: docutils fails to read the document: AssertionError: no such node [unreadable]"
    ]


@pytest.mark.parametrize("digits", ["9" * 30, "9" * 4_300, "9" * 5_000])
def test_a_number_may_have_any_length(digits: str) -> None:
    """Python converts 4,300 digits by default, and docutils counts one further."""
    document = read_rst(
        f"""\
        {digits}. Text

        :rfc:`{digits}` :cspan:`{digits}` [{digits}]_

        .. include:: /docs/x.txt
           :start-line: -{digits}
           :end-line: {digits}

        .. list-table::
           :stub-columns: {digits}
           :widths: {digits} {digits}

           * - {digits}. a
             - b

        .. csv-table::
           :stub-columns: {digits}
           :widths: {digits} {digits}

           {digits}. a, b

        .. [{digits}] Text
        """,
        {"docs/x.txt": TABLE},
    )
    assert document.diagnostics == ()
    assert [texts(table.rows) for table in document.tables] == [
        [["a"]],
        [[f"{digits}. a", "b"]],
        [[f"{digits}. a", "b"]],
    ]
    assert [table.stub_columns for table in document.tables] == [0, 2, 2]


@pytest.mark.parametrize("directive", ["list-table", "csv-table"])
def test_more_header_rows_than_there_can_be_are_all_rows(directive: str) -> None:
    row = "* - a" if directive == "list-table" else "a"
    document = read_rst(f".. {directive}::\n   :header-rows: {'9' * 5_000}\n\n   {row}\n")
    assert messages(document) == [
        (
            f"docs/a.rst:1:1: warning: '{directive}' has no row below its header "
            f"(header-rows: {'9' * 100}..., rows: 1) [table-without-body]"
        )
    ]
    assert [texts(table.header) for table in document.tables] == [[["a"]]]


@pytest.mark.parametrize("code", ["0x110000", "0xd800", "0x0", "9" * 5_000])
def test_a_character_that_no_text_can_hold_is_reported_and_its_name_is_kept(code: str) -> None:
    document = read_rst(f".. |c| unicode:: a {code}\n\n+-----+\n| |c| |\n+-----+\n")
    shown = code if len(code) < 10 else f"{'9' * 76}..."
    assert messages(document) == [
        f"docs/a.rst:1: info: this markup is not read: invalid character code: {shown} [unread-prose]"
    ]
    assert texts(document.tables[0].rows) == [["|c|"]]


def test_the_repositorys_own_document_is_read_whole() -> None:
    path = Path(__file__).resolve().parent.parent.parent / "source_docs" / "vpcep_08_0001.rst"
    document = read("source_docs/vpcep_08_0001.rst", path.read_bytes())
    assert document.diagnostics == ()
    assert (document.title, document.fields) == ("Status Code", {"original_name": "vpcep_08_0001.html"})
    normal, abnormal = document.tables
    assert (normal.title, normal.list_items, len(normal.rows)) == (
        "Return values for successful requests",
        ("Normal",),
        2,
    )
    assert (abnormal.title, abnormal.list_items, len(abnormal.rows)) == (
        "Return code for failed requests",
        ("Abnormal",),
        14,
    )
    assert normal.column_names == abnormal.column_names == ("Status Code", "Returned Value", "Description")
    assert abnormal.rows[-1].cells[2].location == Location("source_docs/vpcep_08_0001.rst", 53, 55, 88)
