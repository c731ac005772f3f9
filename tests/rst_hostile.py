"""Documents that are hard to read: pieces of every construct in any order, and real pages with lines spoilt.

Nothing here says what a document means: two ways of reading it are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

BLOCKS = (
    *(
        "text",
        "text of two\nlines",
        "announcing::",
        "::",
        "term",
        "    ",
        "end.",
        "é *a* é",
        "中文",
        "a  b   c",
        "trailing  ",
    ),
    *(
        "- item",
        "-",
        "- - inner",
        "* star",
        "+ plus",
        "+",
        "• dot",
        "1. one",
        "2. two",
        "1) x",
        "(a) y",
        "(b) z",
        "#. auto",
    ),
    *("#.", "A. x", "i. roman", "a. x", "b. y", "- +---+\n  | a |\n  +---+", "term\n  +---+\n  | a |\n  +---+"),
    *(":field: value", ":field:", ":a b: c", ":ref:`x`", ":widths: 1 2", ":name: foo", ":alt: x"),
    *(
        ".. _label:",
        ".. _other: http://host.example",
        ".. _Bad Label:",
        ".. _label",
        ".. _`quoted`:",
        "__ http://x",
        "_",
    ),
    *(
        ".. comment",
        "..",
        "..\n   comment",
        ".. [1] note",
        ".. |img| image:: a.png",
        ".. |a-b| image:: b.png\n   :alt: z",
    ),
    *(".. |bad| replace:: x", ".. note::", ".. note:: text", ".. note::\n\n   body", ".. warning::\n   body"),
    *(".. code-block:: python\n\n   +---+\n   | a |\n   +---+", ".. code::", ".. toctree::\n   :maxdepth: 1\n\n   a"),
    *(
        ".. figure:: a.png\n   :alt: x\n\n   caption",
        ".. table:: Title",
        ".. table::",
        ".. table:: **T 1** x\n   :widths: 1 2",
    ),
    *(".. table:: T\n   :name: here\n\n   +---+\n   | a |\n   +---+", ".. image:: x", ".. unknown:: x", ".. class:: x"),
    *(".. role:: x", ".. only:: html", ".. csv-table:: t", ".. list-table::\n\n   * - a\n     - b", ".. include:: x"),
    *("Title", "=====", "====", "-----", "----", "~~~~", ".....", "+++++", "''''", "Über", "Title\n=====", "Sub\n---"),
    *("====\nOver\n====", "Title\n=====\n\n:field: value", "+---+---+", "+===+===+", "+---+", "+-+-+", "|a  |b  |"),
    *("|-  |1. |", "|   |   |", "|`x`|*a*|", "== ==", "=== ===", "a  b", "\\  b", "   b", "--- ---"),
    *("**bold** x", "*em* `x`", "``lit`` :kbd:`k`", "`t <http://a.example>`__", "`t <u>`_", "x_ y", "x__", "_`inline`"),
    *(
        "http://a.example/b?c=d. a",
        "a@b.example",
        "foo:bar mailto:x@y.example",
        "\\*esc\\ x",
        "*open",
        "**open",
        "`open",
    ),
    *("\"*\" (`) '**'", "a*b*c **b**s", "|img| |no|", "|a-B|", "[1]_", ">>> x", "| line", "--opt  x", "-a", "/V  x"),
    *(
        "> quoted",
        "-- attribution",
        ":sup:`2`",
        ":ref:`a <b>` :doc:`/c`",
        ":menuselection:`a --> b`",
        ":py:func:`~a.b`",
    ),
    "+---+------+\n| a | b    |\n+===+======+\n| - | 1. x |\n|   |      |\n| y | z    |\n+---+------+",
    "+------+-----+\n| x    |     |\n|      | - a |\n|  y   | - b |\n+------+-----+\n|      |     |\n+------+-----+",
    "===  ====\na    b c\n===  ====\n1    x\n     y\n\n2    z\n===  ====",
    ".. list-table:: T\n   :header-rows: 1\n   :name: nm\n\n   * - a\n     - b\n   * - c\n     - - d\n       - e",
    ".. list-table::\n\n   * -\n     - x\n\n       y\n   * - `z`\n     -",
    "+-----+-----+\n| a   | b   |\n|     +-----+\n|     | c   |\n+-----+-----+",
)
"""Pieces of every construct, and of none."""

MARKS = (
    *("*", "**", "`", "``", "|", "_", "__", "::", ":", "\\", "\\ ", "(", ")", "<", ">", "[", "]_", '"', "'", "é", "中"),
    *("\u0301", "\xa0", "\u2019", "\u2014", "a", "1", ".", ",", "-", "+", "=", "http://host.example/z", "@", ":ref:"),
    *(" ", "  ", "http:", "~", "!", "?", "/", "#", "a_", "$", "&", "\u2022", "\t", "word", " c"),
)
"""Pieces of inline markup, and what may stand beside it."""


def spoilt(lines: list[str], random: Random) -> list[str]:
    """Spoil a few lines of a document: drop, double, swap, indent or cut some, and put pieces between and into them."""
    spoilt = list(lines)
    for _ in range(random.choice((0, 1, 1, 2, 3, 5))):
        if spoilt:
            _spoil(spoilt, random)
    return spoilt


def _spoil(lines: list[str], random: Random) -> None:
    index = random.randrange(len(lines))
    line = lines[index]
    column = random.randrange(len(line) + 1)
    match random.randrange(9):
        case 0:
            del lines[index]
        case 1:
            lines.insert(index, line)
        case 2:
            other = random.randrange(len(lines))
            lines[index], lines[other] = lines[other], line
        case 3:
            end = index + random.choice((1, 1, 3, 8))
            blank = " " * random.randint(1, 4)
            lines[index:end] = [each and blank + each for each in lines[index:end]]
        case 4:
            lines[index] = line[random.randint(1, 3) :]
        case 5:
            lines[index:index] = random.choice(BLOCKS).split("\n")
        case 6:
            lines.insert(index, "")
        case 7:
            lines[index] = line[:column] + random.choice(MARKS) + line[column:]
        case _:
            # The width of a line is kept, so that a table stays one.
            mark = random.choice(MARKS)
            lines[index] = line[:column] + mark + line[column + len(mark) :]
