"""The two ways of reading: what is read without docutils, what is left to it, and that both give the same."""

from __future__ import annotations

from textwrap import dedent

import pytest
from documents import read_rst

from tablecast.readers import Work, read

COMMON = """\
    :original_name: a.html

    .. _page:

    A page
    ======

    Text with **bold**, ``code``, :ref:`a reference <page>`, `a link <https://host.example>`__ and |mark|.

    .. note::

       A note.

    .. _label:

    .. table:: **Table 1** Of this and that

       ==== =================
       Name What it is
       ==== =================
       x    -  a list

            -  of two
       \\    https://host.example
       ==== =================

    #. An item

       .. code-block:: python

          +---+

       +-----+-------------------+
       | A   | B                 |
       +=====+===================+
       | 1   | text::            |
       |     |                   |
       |     |    x              |
       |     |                   |
       |     | .. important::    |
       |     |                   |
       |     |    |mark| e.g. #1 |
       +-----+-------------------+

    .. |mark| image:: mark.png
"""


def count(text: str) -> Work:
    """Read a document, and give the work that it takes."""
    work = Work()
    read("a.rst", dedent(text).encode(), work=work)
    return work


def test_a_document_of_common_markup_is_read_without_docutils() -> None:
    work = count(COMMON)
    assert (work.fast_documents, work.fast_cells, work.reference_documents) == (1, 10, 0)
    assert len(read_rst(COMMON).tables) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (".. unheard-of:: x", "the directive 'unheard-of'"),
        (".. role:: x", "the directive 'role'"),
        (".. list-table::", "the directive 'list-table'"),
        ("+-----+\n| x_  |\n+-----+", "a reference by name: x_"),
        ("+-----+\n| `a` |\n+---+-+", "a drawn table with spans, or out of line"),
        ("+-----+\n| 中   |\n+-----+", "a drawn table with characters of another width"),
        ("+-----+\n| a |\n+-----+", "a grid table whose lines do not align"),
        ("+-----+", "a drawn table with spans, or out of line"),
        ("=== ===\nabcd  c\n=== ===", "a drawn table with spans, or out of line"),
        ("=== ===\na   b\n\ntext", "a simple table without a border at its end"),
        (".. [1] note", "explicit markup that is not known here"),
        ("a\tb", "a character that is no part of a line"),
        ("a\x85b", "a character that is no part of a line"),
        ("`a <https://host.example>`_", "a link with a name"),
        ("_`a`", "what may be an inline target"),
        ("i. a\nii. b", "an enumerator that may be a Roman number"),
        ("::\n\n> a", "a quoted literal block"),
        (".. _a:\n\n.. _A:", "the target 'a', whose name is taken"),
        ("A\n=\n\nB\n-\n\nC\n=\n\nD\n~", "a title whose style skips a level"),
        ("- " * 2_000, "deeply nested blocks"),
    ],
)
def test_what_is_not_common_is_left_to_docutils(text: str, reason: str) -> None:
    assert count(text).unusual == {reason: 1}


def test_bytes_that_are_not_utf8_are_left_to_docutils() -> None:
    work = Work()
    assert [found.code for found in read("a.rst", b"\xff", work=work).diagnostics] == ["not-utf8"]
    assert work.unusual == {"not UTF-8": 1}


def test_the_reference_reads_without_asking_whether_a_document_is_common() -> None:
    work = Work()
    document = read("a.rst", dedent(COMMON).encode(), reader="reference", work=work)
    assert document == read("a.rst", dedent(COMMON).encode())
    assert (work.fast_documents, work.reference_documents, work.reference_cells) == (0, 1, 10)
    assert not work.unusual
