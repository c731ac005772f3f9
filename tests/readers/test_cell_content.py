"""What a cell holds: nothing lost, nothing gained."""

from __future__ import annotations

import pytest
from documents import blocks, messages, only_table, read_rst, texts

from tablecast.content import (
    Admonition,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Emphasis,
    EnumeratedList,
    FootnoteReference,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Link,
    Literal,
    Math,
    MathBlock,
    Paragraph,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)


def paragraph(*children: Inline | str) -> Paragraph:
    """A paragraph; a string is a text."""
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


def cell(content: str) -> str:
    """The text of a cell of a grid table that is written like this."""
    lines = content.split("\n")
    width = max(map(len, lines)) + 2
    drawing = "\n".join(f"| {line}".ljust(width) + " |" for line in lines)
    table = only_table(f"+{'-' * width}+\n{drawing}\n+{'-' * width}+\n")
    return table.rows[0].cells[0].text


@pytest.mark.parametrize(
    "text",
    [
        *("-", "+", "*", "\u2022", "+ 5", "* required", "1.", "#.", "(a)", "J. German Rivera", "1. x", "A) x"),
        *(
            "|",
            "::",
            "__",
            "----",
            "====",
            ":name:",
            "..",
            ">>>",
            "`",
            "**",
            "*x",
            "a_b",
            "\u200b",
            "a\u200bb",
            "a\u00a0b",
        ),
        *("{{ x }}", "{% x %}", "</script>", "'''", "<b>x</b>", "|undefined|", "\u202ex", "x|y", "-5", "+5"),
    ],
)
def test_text_that_looks_like_markup_is_text(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\\", ""),
        (".. a comment", ""),
        ("a\\*b\\ c\\\\", "a*bc\\"),
        ("a\n  b", "a\n  b"),
        ("a  b\nc", "a b c"),
        ("Title\n=====", "Title ====="),
        ("``a  b``", "a  b"),
        ("``a\nb``", "a b"),
        (":sub:`2`\\ :sup:`3`", "23"),
        ("| a\n| b\n|   c", "a\nb\n    c"),
        ("a::\n\n  x  y\n   z", "a:\n\nx  y\n z"),
        ("- a\n- b\n\n  - c", "- a\n- b\n  - c"),
        ("-  a\n\n   b", "- a\n\n  b"),
        ("* a\n* b", "- a\n- b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("3) a\n#) b", "3) a\n4) b"),
        ("(a) a\n(b) b", "(a) a\n(b) b"),
        ("term\n  text\nother\n  more", "term\n  text\nother\n  more"),
        (":a: b\n:c: d", "a\n  b\nc\n  d"),
        ("-x  text\n-y  more", "-x\n  text\n-y\n  more"),
        (">>> 1 + 1\n2", ">>> 1 + 1\n2"),
        (".. image:: a.png\n   :alt: A picture", "A picture"),
        (".. image:: a.png", "a.png"),
        (".. note::\n\n   Mind.", "Note\n\nMind."),
        (".. unheard-of:: the argument\n\n   Body.", "the argument\n\nBody."),
        (".. unheard-of:: the argument\n   :option: x", "the argument"),
        (".. versionadded:: 2.1 For *you*.", "Added in version 2.1\n\nFor you."),
        (".. unheard-of:: arg\n   :option: x\n   text", "arg\n\n:option: x\n\ntext"),
        (".. unheard-of::\n   - a\n   - b", "- a\n- b"),
        (".. only:: html\n\n   Title\n   -----\n\n   Text.", "Title\n\nText."),
        (".. rubric:: A *word*\n\n   More.", "A word\n\nMore."),
        (".. epigraph::\n\n   Said.\n\n   -- nobody", "Said.\n\n\u2014 nobody"),
        (".. parsed-literal::\n\n   a  *b*\n     c", "a  b\n  c"),
        (".. admonition:: Mind *this*\n\n   Body.", "Mind this\n\nBody."),
        (".. graphviz::\n\n   a -> b", "a -> b"),
        (".. class:: wide\n\n   Text.", "Text."),
        (".. image:: a.png\n   :target: https://host.example/", "a.png"),
        (".. [1] A note.", "[1]\n  A note."),
        (".. compound::\n\n   a\n\n   b", "a\n\nb"),
        (".. table-of:: x\n   y", "x y"),
        (".. versionadded:: 2.1\n\n   Text.", "Added in version 2.1\n\nText."),
        (".. toctree::\n\n   a", ""),
        (".. index:: a", ""),
        (".. raw:: html\n\n   <b>x</b>", ""),
        (".. literalinclude:: x.py", ""),
        ("`text <https://host.example/>`_", "text"),
        ("https://host.example/", "https://host.example/"),
        ("`text`__", "`text`__"),
        ("class_", "class_"),
        ("other__", "other__"),
        (":unit: bar", ":unit: bar"),
        (":unit: bar\n:range: 0 to 9", "unit\n  bar\nrange\n  0 to 9"),
        ("-- nobody", "-- nobody"),
        ("said\n\n    x\n\n    -- nobody", "said\n\nx\n\n\u2014 nobody"),
    ],
)
def test_the_text_of_a_cell_is_what_a_reader_reads(written: str, read: str) -> None:
    assert cell(written) == read


def test_inline_markup_is_kept() -> None:
    assert blocks("a *b* **c** ``d`` :sub:`e` :sup:`f` :math:`g` `h`") == (
        paragraph(
            *("a ", Emphasis((Text("b"),)), " ", Strong((Text("c"),)), " ", Literal("d"), " "),
            *(Subscript((Text("e"),)), " ", Superscript((Text("f"),)), " ", Math("g"), " "),
            Role((Text("h"),), "title-reference"),
        ),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (":ref:`a-label`", Reference((Text("a-label"),), "ref", "a-label", titled=False)),
        (":ref:`The title <a-label>`", Reference((Text("The title"),), "ref", "a-label")),
        (":doc:`../x`", Reference((Text("../x"),), "doc", "../x", titled=False)),
        (":py:func:`~os.path.join`", Reference((Text("join"),), "py:func", "os.path.join", titled=False)),
        (":class:`!Gone`", Role((Text("Gone"),), "class")),
        (":issue:`12`", Reference((Text("12"),), "issue", "12", titled=False)),
        (":pep:`8`", Reference((Text("PEP 8"),), "pep", "8", titled=False)),
        (":guilabel:`&File`", Role((Text("File"),), "guilabel")),
        (":menuselection:`A --> B`", Role((Text("A \u2023 B"),), "menuselection")),
        (":file:`/x/{name}`", Role((Text("/x/name"),), "file")),
        (":kbd:`Ctrl-C`", Role((Text("Ctrl-C"),), "kbd")),
        ("`a target`_", Reference((Text("`a target`_"),), "", "a target")),
        ("word_", Reference((Text("word_"),), "", "word")),
        ("`x <https://host.example/>`__", Link((Text("x"),), "https://host.example/")),
    ],
)
def test_roles_and_references_keep_text_and_target(written: str, read: Inline) -> None:
    assert blocks(written) == (Paragraph((read,)),)


def test_blocks_are_kept() -> None:
    markup = """
        .. code-block:: python
           :linenos:

           x = 1

        .. math:: a + b

        ..

            quote

        .. warning:: Hot.

        .. function:: f(x)

           Body.

        .. seealso:: x
        """
    assert blocks(markup) == (
        CodeBlock("x = 1", "python"),
        MathBlock("a + b"),
        BlockQuote((paragraph("quote"),)),
        Admonition("warning", "Warning", (paragraph("Hot."),)),
        Container("function", "f(x)", (paragraph("Body."),)),
        Admonition("seealso", "See also", (paragraph("x"),)),
    )


def test_lists_are_kept_with_their_marks() -> None:
    assert blocks("- a\n- b\n\nii. c\niii. d\n\nterm : kind\n  text\n\n| x\n| *y*\n") == (
        BulletList(((paragraph("a"),), (paragraph("b"),))),
        EnumeratedList(((paragraph("c"),), (paragraph("d"),)), ("ii.", "iii.")),
        DefinitionList((Definition((Text("term : kind"),), (paragraph("text"),)),)),
        LineBlock(((Text("x"),), (Emphasis((Text("y"),)),))),
    )


def test_a_figure_is_its_image_caption_and_legend() -> None:
    assert blocks(".. figure:: a.png\n   :alt: A\n   :figwidth: image\n\n   Caption.\n\n   Legend.") == (
        Image("a.png", "A"),
        paragraph("Caption."),
        paragraph("Legend."),
    )


def test_substitutions_are_replaced() -> None:
    table = only_table(
        """\
        .. |br| raw:: html

           <br />
        .. |nbsp| unicode:: 0xA0
           :trim:
        .. |bold| replace:: **very** |nbsp| bold
        .. |logo| image:: logo.png
        .. |loop| replace:: x |loop|
        .. |when| date::
        .. |shout| replace:: |release|!

        ============  =======  ======  ======  ======  =======
        a |br| b      |bold|   |logo|  |LOOP|  |when|  |shout|
        ============  =======  ======  ======  ======  =======
        """
    )
    assert texts(table.rows) == [["a\nb", "very\u00a0bold", "logo", "x |loop|", "|when|", "|release|!"]]
    assert table.rows[0].cells[0].blocks == (paragraph("a", LineBreak(), "b"),)


def test_a_substitution_that_grows_without_end_stays_as_written() -> None:
    definitions = "".join(f".. |a{n}| replace:: {f'|a{n - 1}| ' * 10}\n" for n in range(1, 12))
    table = only_table(f".. |a0| replace:: x\n{definitions}\n.. list-table::\n\n   * - |a1|\n     - |a11|\n")
    assert texts(table.rows)[0][0] == " ".join("x" * 10)
    assert len(table.rows[0].cells[1].text) < 100_000


def test_footnotes_and_citations_are_read_by_their_label() -> None:
    table = only_table(
        """\
        ======  ======  ======  =======
        [1]_    [#]_    [#a]_   [Doe]_
        ======  ======  ======  =======

        .. [1] one
        .. [#] two
        .. [#a] three
        .. [Doe] four
        """
    )
    assert texts(table.rows) == [["[1]", "[2]", "[3]", "[Doe]"]]
    assert table.rows[0].cells[1].blocks == (paragraph(FootnoteReference("2")),)


def test_roles_of_the_document_hold_for_it() -> None:
    table = only_table(
        """\
        .. role:: red
        .. role:: html(raw)
           :format: html
        .. default-role:: literal

        ========  =====  ================
        :red:`a`  `b`    c:html:`<br>`\\ d
        ========  =====  ================
        """.replace("c:html", "c\\ :html")
    )
    assert [cell.blocks for cell in table.rows[0].cells] == [
        (paragraph(Role((Text("a"),), "red")),),
        (paragraph(Literal("b")),),
        (paragraph("c", LineBreak(), "d"),),
    ]


def test_anonymous_links_find_their_targets() -> None:
    table = only_table(".. list-table::\n\n   * - `a`__\n\n__ https://host.example/\n")
    assert table.rows[0].cells[0].blocks == (paragraph(Link((Text("a"),), "https://host.example/")),)


def test_what_docutils_says_about_a_cell_is_no_content() -> None:
    document = read_rst(".. list-table::\n\n   * - *open\n     - :ref:`x\n     - |open\n     - \\\n")
    (table,) = document.tables
    assert texts(table.rows) == [["*open", ":ref:`x", "|open", ""]]
    assert document.diagnostics == ()


def test_markup_that_is_not_read_in_a_cell_is_an_error_at_the_cell() -> None:
    document = read_rst(".. list-table::\n\n   * - a\n     - .. replace:: x\n")
    (message,) = messages(document)
    assert message == (
        'docs/a.rst:4:8: error: this markup is not read: invalid context: the "replace" directive '
        "can only be used within a substitution definition [unread-markup]"
    )


def test_a_nested_list_of_forty_levels_is_read() -> None:
    lines = "".join(f"{'  ' * level}- level {level}\n\n" for level in range(40))
    drawing = "".join(f"{' ' * 80}{line}\n" for line in ("+---+", "| a |", "+---+"))
    table = only_table(lines + drawing)
    assert table.list_items == tuple(f"level {level}" for level in range(40))


def test_the_text_of_blocks_is_one_paragraph_after_the_other() -> None:
    assert plain_text((paragraph("a"), CodeBlock("b\n  c"), paragraph(Image("d.png")))) == "a\n\nb\n  c\n\nd.png"


def test_a_footnote_reference_without_its_footnote_is_reported_at_its_cell() -> None:
    document = read_rst(
        """\
        .. list-table::

           * - a [9]_
             - [#]_ and [#]_
             - [*]_
           * - [#gone]_
             - [Gone]_
             - b [2]_ [#known]_ [Known]_ [3]_ |gone|

        Outside, [9]_ is no concern of a table.

        .. [#] First
        .. [#known] Known
        .. [2] Text
        .. [3] Defined
        .. [3] twice
        .. [Known] Text
        """
    )
    assert texts(document.tables[0].rows)[0] == ["a [9]", "[1] and [#]_", "[*]_"]
    references = {"3:8": "[9]_", "4:8": "[#]_", "5:8": "[*]_", "6:8": "[#gone]_", "7:8": "[Gone]_"}
    assert messages(document) == [
        f"docs/a.rst:{place}: warning: the reference {reference} points to no footnote or citation of this document "
        "[broken-reference]"
        for place, reference in references.items()
    ]
    assert {found.hint for found in document.diagnostics} == {"write the footnote, or drop the reference"}
