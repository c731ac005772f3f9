"""The markup of cells in Markdown tables: each kind has a form that GitHub shows as the document does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from datasets import DOCUMENT, dataset, text_of
from markdowns import shown
from tablecast import references
from tablecast.config import OutputConfig
from tablecast.content import (
    Admonition,
    Block,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Destination,
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
    NestedTable,
    Paragraph,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from tablecast.diagnostics import Location, TablecastError
from tablecast.inference import infer
from tablecast.model import (
    Dataset,
    Entries,
    Field,
    Items,
    Markup,
    Quantity,
    Range,
    Record,
    Schema,
    TypeName,
    Value,
)
from tablecast.readers import read
from tablecast.records import draw
from tablecast.selection import Candidate
from tablecast.writers import render
from tablecast.writers._literals.markdown_cells import cell
from tablecast.writers._literals.markdown_inlines import inlines

if TYPE_CHECKING:
    from tablecast.model import Data

PLACE = Location(DOCUMENT, 11, 10)
SITE = "https://docs.example/a"


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in content))


def strong(text: str) -> Strong:
    return Strong((Text(text),))


def link(text: str, uri: str) -> Link:
    return Link((Text(text),), uri)


A, B = paragraph("a"), paragraph("b")


class TestInlines:
    """Markup within a paragraph: Markdown's own where it is sure to be read so, else elements of HTML."""

    @pytest.mark.parametrize(
        ("content", "written"),
        [
            (("a ", strong("b"), ", ", Emphasis((Text("c"),)), "."), "a **b**, *c*."),
            (("a", strong("b")), "a<strong>b</strong>"),
            ((Emphasis((Text("n"),)), "th"), "<em>n</em>th"),
            ((strong("a"), Emphasis((Text("b"),))), "**a**<em>b</em>"),
            ((strong("(*)"), "!"), r"**(\*)**!"),
            ((strong("a "), "b"), "<strong>a </strong>b"),
            ((Strong((Text("a"), Emphasis((Text("b"),)))),), "<strong>a<em>b</em></strong>"),
            ((strong(""), "a"), "a"),
            (("x", Subscript((Text("i"),)), Superscript((Text("2"),))), "x<sub>i</sub><sup>2</sup>"),
            (("a", LineBreak(), "b"), "a<br>b"),
            ((Role((Text("Ctrl"),), "kbd"), "+C"), "Ctrl+C"),
            ((FootnoteReference("1"), FootnoteReference("#note")), r"\[1\]\[#note\]"),
        ],
    )
    def test_text_styles(self, content: tuple[Inline | str, ...], written: str) -> None:
        assert inlines(paragraph(*content).children) == written

    @pytest.mark.parametrize(
        ("content", "written"),
        [
            ((Literal("<b> & *c* \\d"),), r"`<b> & *c* \d`"),
            ((Literal("a|b"),), r"`a\|b`"),
            ((Literal(r"a\|b"),), r"<code>a\\\|b</code>"),
            ((Literal("a`b"),), r"<code>a\`b</code>"),
            ((Literal(" a "),), "<code> a </code>"),
            ((Literal("a\xa0b"),), "<code>a&#160;b</code>"),
            ((Literal("a"), Literal("b")), "`a`<code>b</code>"),
            (("`", Literal("a")), r"\`<code>a</code>"),
            (("$", Literal("a"), "$"), r"\$<code>a</code>\$"),
            ((Literal(""), "a"), "a"),
        ],
    )
    def test_literals(self, content: tuple[Inline | str, ...], written: str) -> None:
        assert inlines(paragraph(*content).children) == written

    @pytest.mark.parametrize(
        ("formula", "written"),
        [
            (r"a_1 \\ |x| * \{b\}", r"$`a_1 \\ \|x\| * \{b\}`$"),
            ("a\n + b", "$`a + b`$"),
            ("a`b", r"\$<code>a\`b</code>\$"),
            ("a$b", r"\$<code>a\$b</code>\$"),
            (" ", ""),
        ],
    )
    def test_formulas_are_such_that_markdown_leaves_them_alone(self, formula: str, written: str) -> None:
        assert inlines((Math(formula),)) == written

    @pytest.mark.parametrize(
        ("content", "written"),
        [
            ((link("the [site]", SITE),), rf"[the \[site\]]({SITE})"),
            ((link(SITE, SITE),), f"<{SITE}>"),
            (
                (link("https://docs.example/%41", "https://docs.example/%41"),),
                r"[https\://docs.example/%41](https://docs.example/%41)",
            ),
            (
                (link("a", "https://docs.example/(b) c|d?e=1&copy;\u20ac"),),
                "[a](https://docs.example/%28b%29%20c%7Cd?e=1&amp;copy;%E2%82%AC)",
            ),
            (
                (link("us", "mailto:us@docs.example"), link("files", "FTP://docs.example")),
                "[us](mailto:us@docs.example)[files](FTP://docs.example)",
            ),
            (("wow!", link("a", SITE)), rf"wow\![a]({SITE})"),
            ((Link((Image("https://docs.example/a.png", "A"),), SITE),), f"[![A](https://docs.example/a.png)]({SITE})"),
            ((Link((Text("a "), link("b", SITE)), "https://docs.example/c"),), f"a [b]({SITE})"),
            ((link("", SITE), "a"), "a"),
            ((link("^a", SITE),), rf"[\^a]({SITE})"),
        ],
    )
    def test_links(self, content: tuple[Inline | str, ...], written: str) -> None:
        assert inlines(paragraph(*content).children) == written

    @pytest.mark.parametrize(
        "uri",
        [
            *("javascript:alert(1)", "JavaScript:x", " https://docs.example", "data:text/html,x", "file:///etc/x"),
            *(
                "../a.html",
                "a.html",
                "/a",
                "//docs.example/a",
                "#a",
                "",
                "https:/",
                "https://",
                "https:///a",
                "mailto:",
            ),
            "https://docs.example/\ud800",
        ],
    )
    def test_what_is_no_address_of_the_web_is_text(self, uri: str) -> None:
        assert inlines((Text("see "), link("a", uri))) == "see a"
        assert inlines((Text("see "), Image(uri, "a"))) == "see a"

    def test_a_cross_reference_is_its_text_wherever_it_leads(self) -> None:
        there = Destination("b.rst", "section", "Limits", Location("b.rst", 3))
        assert inlines((Reference((Text("Limits"),), "ref", "limits", titled=False, destination=there),)) == "Limits"

    def test_texts_that_meet_are_one_text(self) -> None:
        """What is special in it may begin in one and end in the next."""
        assert (
            inlines((Text("&"), Role((Text("amp; http"),), "x"), Text("://a.example")))
            == r"&amp;amp; http\://a.example"
        )

    def test_an_image_says_what_it_shows(self) -> None:
        assert (
            inlines((Image(f"{SITE}.png", "A [1]"), Image(f"{SITE}.png")))
            == rf"![A \[1\]]({SITE}.png)![https\://docs.example/a.png]({SITE}.png)"
        )


BLOCKS: list[tuple[tuple[Block, ...], str]] = [
    ((A, B), "a<br><br>b"),
    ((A, BulletList(((A,), (A, B), ())), B), "a<ul><li>a</li><li>a<br><br>b</li><li></li></ul>b"),
    ((BulletList(((A, BulletList(((B,),))),)),), "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    (
        (DefinitionList((Definition((Text("a"), Literal("b")), (B,)), Definition((Text("c"),), ()))),),
        "<dl><dt>a`b`</dt><dd>b</dd><dt>c</dt></dl>",
    ),
    (
        (A, CodeBlock("if x:\n    y | *z*\n\n", "python")),
        'a<pre lang="python"><code>if x:&#10;    y \\| \\*z\\*&#10;&#10;</code></pre>',
    ),
    ((CodeBlock("x", '"><script>'),), "<pre><code>x</code></pre>"),
    ((LineBlock(((Text("a"),), (Text("  b"),), (), (strong("c"),))),), "a<br>&#160;&#160;b<br><br>**c**"),
    ((BlockQuote((A, B)),), "<blockquote>a<br><br>b</blockquote>"),
    ((Admonition("note", "Note", (A, B)), A), "<blockquote>**Note**<br>a<br><br>b</blockquote>a"),
    ((Admonition("tip", "Tip", (BulletList(((A,),)),)),), "<blockquote>**Tip**<ul><li>a</li></ul></blockquote>"),
    ((Admonition("tip", "Tip", ()),), "<blockquote>**Tip**</blockquote>"),
    ((Container("function", "f(*x)", (A,)),), r"f(\*x)<br><br>a"),
    ((MathBlock("x^2"), Image("a.png", "A")), "$`x^2`$<br><br>A"),
    ((NestedTable(2, "a | b\nc"),), r"a \| b<br>c"),
    ((A, paragraph(), Container("x", "", ()), B), "a<br><br>b"),
    ((paragraph("- a"),), r"\- a"),
    ((), ""),
]


class TestBlocks:
    """Blocks are elements of HTML, as a cell of a Markdown table is one line."""

    @pytest.mark.parametrize(("blocks", "written"), BLOCKS)
    def test_form(self, blocks: tuple[Block, ...], written: str) -> None:
        assert cell(blocks) == written

    @pytest.mark.parametrize(
        ("enumerators", "attributes"),
        [
            (("1.", "2."), ""),
            (("7)", "8)"), ' start="7"'),
            (("(a)", "(b)"), ' type="a"'),
            (("C.", "D."), ' type="A" start="3"'),
            (("i.", "ii."), ' type="i"'),
            (("XIV)", "XV)"), ' type="I" start="14"'),
            (("iv.", "v."), ' type="i" start="4"'),
            (("?", "?"), ""),
        ],
    )
    def test_an_enumerated_list_is_numbered_as_it_is_written(
        self, enumerators: tuple[str, ...], attributes: str
    ) -> None:
        assert cell((EnumeratedList(((A,), (B,)), enumerators),)) == f"<ol{attributes}><li>a</li><li>b</li></ol>"


def marked(blocks: tuple[Block, ...], kind: TypeName = "str", data: Data = "") -> Dataset:
    """A dataset of one record, whose one value was read from a cell of these blocks."""
    text = plain_text(blocks)
    value = Value(text if data == "" else data, text, PLACE, blocks)
    return Dataset("marked", Schema((Field("it", kind, optional=True),)), (Record((value,), PLACE),), ())


class TestTable:
    """The built-in template writes the markup of a cell that says the value, else the value."""

    def test_the_markup_of_a_text(self) -> None:
        text = text_of(marked((BulletList(((paragraph("see ", strong("x|y")),),)),)), "markdown/table.md.j2")
        assert text.endswith(r"</a><ul><li>see **x\|y**</li></ul> |" + "\n")
        assert shown(text) == [[["It"]], [["see", "x|y"]]]

    @pytest.mark.parametrize(("kind", "data", "written"), [("int", 7, "7"), ("enum", "b", "b"), ("str", None, "")])
    def test_a_value_that_is_not_the_text_of_its_cell(self, kind: TypeName, data: Data, written: str) -> None:
        text = text_of(marked((paragraph(strong("B")),), kind, data), "markdown/table.md.j2")
        assert text.endswith(f"</a>{written} |\n")

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            *(("int", 7), ("code", "7"), ("version", "7"), ("enum", "7"), ("decimal", Decimal(7)), ("text", "7")),
            *(("list", Items(("x",))), ("mapping", Entries(())), ("url", "https://docs.example/"), ("reference", "x")),
        ],
    )
    def test_the_cell_shows_the_value_it_says(self, kind: TypeName, data: Data) -> None:
        """It says it word for word, or its type is one whose values the cell shows better."""
        text = text_of(marked((paragraph(strong("7")),), kind, data), "markdown/table.md.j2")
        assert text.endswith("</a>**7** |\n")

    @pytest.mark.parametrize(
        ("kind", "said", "data", "written"),
        [
            ("int", "1,000", 1000, "1000"),
            ("bool", "Yes", True, "true"),
            ("enum", "major", "Major", "Major"),
            ("date", "1.3.2024", dt.date(2024, 3, 1), "2024-03-01"),
            ("quantity", "30", Quantity(30, "s"), "30 s"),
            ("range", "1-10", Range(1, 10), "1 to 10"),
            ("str", "400 Bad Request", "Bad Request", "Bad Request"),
        ],
    )
    def test_a_value_that_the_cell_says_otherwise(self, kind: TypeName, said: str, data: Data, written: str) -> None:
        text = text_of(marked((paragraph(strong(said)),), kind, data), "markdown/table.md.j2")
        assert text.endswith(f"</a>{written} |\n")

    def test_markup_is_shown_as_it_is(self) -> None:
        drawn = dataset([Field("it", "markup")], [[Markup((paragraph(strong("x")), paragraph("y")))]])
        assert text_of(drawn, "markdown/table.md.j2").endswith("</a>**x**<br><br>y |\n")

    def test_a_note_is_no_part_of_the_value_and_is_shown(self) -> None:
        noted = marked((paragraph("7", FootnoteReference("1")),), "int", 7)
        assert text_of(noted, "markdown/table.md.j2").endswith(r"</a>7\[1\] |" + "\n")

    def test_a_value_without_markup(self) -> None:
        assert text_of(dataset([Field("it")], [["a *b*\nc"]]), "markdown/table.md.j2").endswith("a \\*b\\*<br>c |\n")

    def test_what_html_cannot_hold_is_reported_where_it_stands(self) -> None:
        with pytest.raises(TablecastError) as raised:
            render(marked((CodeBlock("a\0b"),)), OutputConfig("markdown/table.md.j2", "out"))
        (found,) = raised.value.diagnostics
        assert str(found) == f"{PLACE}: error: Markdown cannot hold the character U+0000 [value-not-writable]"


DOCUMENTED = b"""\
.. _limits:

Limits of requests
==================

=====  =======================
Name   Meaning
=====  =======================
size   **At most** ``a|b``; see
       :ref:`limits`:

       1. count,
       2. weigh.

       .. note:: Not `there`__.
count  7
=====  =======================

__ https://docs.example/there
"""


def test_the_markup_of_a_document_reaches_the_table() -> None:
    """References are linked before records are drawn, so that their texts are those of what they point to."""
    document = read("a.rst", DOCUMENTED)
    (table,) = document.tables
    guess = infer(table)
    candidate = Candidate(document, references.linked(table, references.index([document])))
    drawn = draw("limit", guess.config, [candidate], guess.find_columns).dataset
    assert drawn is not None
    assert [line.partition("</a>")[2] for line in text_of(drawn, "markdown/table.md.j2").splitlines()[-2:]] == [
        (
            r"size | **At most** `a\|b`; see Limits of requests:<ol><li>count,</li><li>weigh.</li></ol>"
            "<blockquote>**Note**<br>Not [there](https://docs.example/there).</blockquote> |"
        ),
        "count | 7 |",
    ]
