"""The two ways of reading: what is read without docutils, what is left to it, and that both give the same."""

from __future__ import annotations

from textwrap import dedent

import pytest
from documents import read_rst

from tablecast.readers import Work, read
from tablecast.readers.rst._directive_names import CODE, HEADINGS, OTHERS, TRANSPARENT, TRANSPARENT_BODIES, VANISHING
from tablecast.readers.rst._directives import DIRECTIVES

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

    .. list-table:: A list
       :header-rows: 1

       * - ``C``
         - D
       * -
         - `a name <https://host.example>`__

    .. versionadded:: 2.0 And `another <https://host.example>`_.

    .. unheard-of:: argument

       -o

    .. |mark| image:: mark.png
"""


def count(text: str) -> Work:
    """Read a document, and give the work that it takes."""
    work = Work()
    read("a.rst", dedent(text).encode(), work=work)
    return work


def test_a_document_of_common_markup_is_read_without_docutils() -> None:
    work = count(COMMON)
    assert (work.fast_documents, work.fast_cells, work.reference_documents) == (1, 14, 0)
    assert len(read_rst(COMMON).tables) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (".. role:: x", "the directive 'role'"),
        (".. csv-table::\n\n   a", "the directive 'csv-table'"),
        (".. list-table::\n   :header-rows: 1\n\n   * - a", "a list-table that is none, or has no body"),
        (".. unheard-of::\n\n   A\n   =", "a title inside a directive"),
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
        ("A\n=\n\n`a <https://host.example>`_", "a link with a name that may be taken"),
        ("-o X  text", "an option list"),
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


def test_every_directive_of_docutils_and_sphinx_is_known_to_both_ways() -> None:
    assert set(DIRECTIVES) == {*HEADINGS, *CODE, *VANISHING, *TRANSPARENT, *TRANSPARENT_BODIES, *OTHERS}


def test_the_reference_reads_without_asking_whether_a_document_is_common() -> None:
    work = Work()
    document = read("a.rst", dedent(COMMON).encode(), reader="reference", work=work)
    assert document == read("a.rst", dedent(COMMON).encode())
    assert (work.fast_documents, work.reference_documents, work.reference_cells) == (0, 1, 14)
    assert not work.unusual


@pytest.mark.parametrize(
    "text",
    [
        # docutils warns of a block that ends at once, and the label points at the warning.
        "    .. _a:\nTitle\n=====\n",
        "- .. _a:\nTitle\n=====\n",
        ".. _a:\n\n.. a comment\n\nTitle\n=====\n",
        ".. _a:\n\n..\n\nTitle\n=====\n",
        ".. _a:\n\n.. |b| image:: c\n\nTitle\n=====\n",
        ":alt: x\n  **open\n",
        "Same\n====\n\nSame\n====\n\nSame\n====\n",
        "Same\n====\n\n.. _other:\n\n- Same::\n\n    +---+\n",
        "1. a\n#. b\n3. c\n",
        "term : kind\n    text\n\nother\n    text\n",
        ".. note::\n   :a: b\n",
        ".. figure:: a\n   :alt: b\n\n   Caption.\n\n   +---+\n   | a |\n   +---+\n",
        "* - +---+\n    | a |\n    +---+\n",
        ".. list-table::\n\n   * - ::\n     - ..\n     -\n     - \\\n",
    ],
)
def test_odd_documents_are_read_alike(text: str) -> None:
    read_rst(text)
