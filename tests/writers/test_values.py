"""What templates see of a value: its text, its place, and its markup, every text of which is guarded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from datasets import DOCUMENT, dataset, written
from tablecast.config import OutputConfig
from tablecast.content import (
    Admonition,
    Block,
    BulletList,
    CodeBlock,
    Definition,
    DefinitionList,
    Destination,
    EnumeratedList,
    Image,
    LineBlock,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
    plain_text,
)
from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.model import (
    Dataset,
    Entries,
    Field,
    Items,
    Markup,
    Place,
    Quantity,
    Range,
    Record,
    Schema,
    Value,
)
from tablecast.writers import Trace, render

PLACE = Location("a.rst", 11, 4)
A, B = Paragraph((Text("a"),)), Paragraph((Text("b"),))
MARKUP: tuple[Block, ...] = (
    Paragraph((Text("See "), Strong((Link((Text("x"),), "https://docs.example/x"),)))),
    BulletList(((A,), (A, B))),
    EnumeratedList(((A,), (B,)), ("i.", "ii.")),
    DefinitionList((Definition((Text("t"),), (B,)),)),
    CodeBlock("c", "python"),
    Admonition("note", "Mind", (A,)),
    LineBlock(((Text("l"),), (Text("m"),))),
    Image("i.png", "I"),
    Paragraph(
        (
            Reference(
                (Text("T"),), "ref", "t", titled=False, destination=Destination("b.rst", "table", "T", PLACE, ordinal=2)
            ),
        )
    ),
    Paragraph((Reference((Text("n"),), "", "n"),)),
)
MARKED = Dataset(
    "marked",
    Schema((Field("it"), Field("size", "int"))),
    (Record((Value(plain_text(MARKUP), plain_text(MARKUP), PLACE, MARKUP), Value(7, "7", PLACE, (A,))), PLACE),),
    (),
)
HEAD = "{% set it = dataset.records[0].it %}{% set b = it.blocks %}"


def problem(expression: str) -> Diagnostic:
    """What is wrong with printing an expression, in a template whose second line does."""
    with pytest.raises(TablecastError) as raised:
        written(MARKED, f"{HEAD}\n{{{{ {expression} }}}}")
    (found,) = raised.value.diagnostics
    assert found.location == Location("templates/mine.j2", 2)
    return found


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("'yes' if it.text == it", "yes"),
        ("dataset.records[0].size.text | py", '"7"'),
        ("dataset.records[0].size.blocks[0].text | py", '"a"'),
        ("it.location.path | py ~ ':' ~ it.location.line ~ ':' ~ it.location.column", '"a.rst":11:4'),
        (
            "b | map(attribute='kind') | unique | join(' ')",
            ("Paragraph BulletList EnumeratedList DefinitionList CodeBlock Admonition LineBlock Image"),
        ),
        ("b[0].children[1].children[0].kind", "Link"),
        ("b[0].children[1].children[0].uri | json", '"https://docs.example/x"'),
        ("b[0].text | ts", '"See x"'),
        ("b[0].children[1].text | ts", '"x"'),
        ("b[1].items[1][1].text | py", '"b"'),
        ("b[1].text | py", r'"- a\n- a\n\n  b"'),
        ("b[2].enumerators | map('py') | join(' ')", '"i." "ii."'),
        ("b[3].items[0].term[0].text | py", '"t"'),
        ("b[3].items[0].text | py", r'"t\n  b"'),
        ("b[4].language | py ~ b[4].text | py", '"python""c"'),
        ("b[5].kind ~ b[5].name | py ~ b[5].title | py ~ b[5].blocks | length", 'Admonition"note""Mind"1'),
        ("b[6].lines[1][0].text | py", '"m"'),
        ("b[7].alt | py ~ b[7].uri | py ~ b[7].text | py", '"I""i.png""I"'),
        ("b[8].children[0].destination.document | py", '"b.rst"'),
        ("b[8].children[0].destination.kind ~ b[8].children[0].destination.ordinal", "table2"),
        ("b[8].children[0].destination.title | py ~ b[8].children[0].destination.location.line", '"T"11'),
        ("'titled' if b[9].children[0].titled and b[9].children[0].destination is none", "titled"),
        ("b[4] | list | join(' ')", "kind text language"),
        ("b[5] | list | join(' ')", "kind text name title blocks"),
    ],
)
def test_what_is_there(expression: str, output: str) -> None:
    assert written(MARKED, f"{HEAD}{{{{ {expression} }}}}") == output + "\n"


@pytest.mark.parametrize(
    "expression",
    [
        *("it", "it.text", "it.location.path", "b[0].text", "b[0].children[0].text", "b[5].name", "b[5].title"),
        *("b[2].enumerators[0]", "b[4].language", "b[7].uri", "b[8].children[0].target", "b[8].children[0].role"),
        *("b[8].children[0].destination.title", "b[8].children[0].destination.document", "b[0].text ~ ''"),
    ],
)
def test_every_text_is_guarded(expression: str) -> None:
    assert problem(expression).message == "a value of the dataset is printed as it is and could become code"


def test_a_piece_of_markup_is_not_printed() -> None:
    hint = "write it with a literal filter: py, json, md, c or ts; or with verbatim if it is code on purpose"
    place = Location("templates/mine.j2", 2)
    message = "a BulletList of the dataset is printed, and only its texts can be"
    for expression in ("b[1]", "b[1] | py", "b[1] | md_cell", "b[1] | c_comment", "b[1] ~ ''"):
        assert problem(expression) == Diagnostic("template-unescaped", message, place, hint=hint)


def test_what_a_piece_of_markup_does_not_have() -> None:
    assert problem("b[1].item").message == "a BulletList has no part 'item': did you mean 'items'?"
    assert problem("b[0]['colour']").message == (
        "a Paragraph has no part 'colour': choose from 'kind', 'text', 'children'"
    )


def test_texts_of_markup_are_traced_to_their_value() -> None:
    template = HEAD + "1\n{{ b[1].items[1][1].text | py }}\n{{ b[5].name | py }}\n{{ it.text | py }}"
    made = render(MARKED, OutputConfig("mine.j2", "out"), {"mine.j2": template}.get)
    assert made.traces == (Trace(2, 2, 0, "it"), Trace(3, 3, 0, "it"), Trace(4, 4, 0, "it"))


# --- the parts of a value ---------------------------------------------------------------------------------------------

WAITS = Field("waits", "mapping", item=Field("waits", "list", item=Field("waits", "quantity")))
PARTED = dataset(
    [
        Field("size", "quantity"),
        Field("ports", "range"),
        Field("tags", "list"),
        WAITS,
        Field("at", "reference"),
        Field("help", "markup"),
        Field("note", optional=True),
        Field("day", "date"),
    ],
    [
        [
            *(Quantity(Decimal("1.50"), "GB"), Range(1, None, exclusive_minimum=True), Items(("a", "b"))),
            Entries((("x", Items((Quantity(1, "s"), Quantity(2, "s")))), ("text", Items(())))),
            *(Place("a.rst", "table", "T"), Markup((A, B)), None, dt.date(2024, 3, 1)),
        ]
    ],
)
FIRST = "{% set r = dataset.records[0] %}"


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("r.size.amount | py ~ r.size.unit | py", 'Decimal("1.50")"GB"'),
        ("r.size['amount'] | json", '"1.50"'),
        ("r.ports.minimum | py ~ r.ports.maximum.missing", "1True"),
        ("'above' if r.ports.exclusive_minimum and not r.ports.exclusive_maximum", "above"),
        ("r.ports.unit | json", '""'),
        ("r.at.document | py ~ r.at.kind | py ~ r.at.title | py", '"a.rst""table""T"'),
        ("r.tags | map('py') | join(', ')", '"a", "b"'),
        ("r.tags | length ~ (r.waits | length) ~ (r.size | length)", "227"),
        ("r.tags[1] | py ~ r.tags | last | py", '"b""b"'),
        ("'yes' if 'a' in r.tags and 'c' not in r.tags and 'x' in r.waits", "yes"),
        ("r.waits | map('py') | join(', ')", '"x", "text"'),
        ("r.waits.x[1].amount | py ~ r.waits['text'] | py", "2()"),
        ("r.help.blocks | length ~ r.help['blocks'][1].text | py", '2"b"'),
        ("r.help | md_cell ~ ' ' ~ r.help | md", "a<br><br>b a<br><br>b"),
        ("'yes' if r.tags == r.tags and r.size != r.ports and r.day == r.day", "yes"),
        ("'yes' if r.waits.x[0] < r.waits.x[1] and r.note < r.day", "yes"),
    ],
)
def test_parts(expression: str, output: str) -> None:
    assert written(PARTED, f"{FIRST}{{{{ {expression} }}}}") == output + "\n"


def test_the_entries_of_a_mapping() -> None:
    template = "{% for key, value in r.waits.items() %}{{ key | py }}:{{ value | py }};{% endfor %}"
    assert written(PARTED, FIRST + template) == '"x":(Quantity(1, "s"), Quantity(2, "s"));"text":();\n'


@pytest.mark.parametrize(
    ("expression", "code", "message"),
    [
        ("r.size.amout", "template-undefined", "a quantity has no part 'amout': did you mean 'amount'?"),
        (
            "r.waits.y",
            "template-undefined",
            "a mapping has no part 'y': choose from 'x', 'text', 'missing', 'location', 'blocks'",
        ),
        (
            "r.tags.first",
            "template-undefined",
            "a list has no part 'first': choose from 'missing', 'text', 'location', 'blocks'",
        ),
        ("r.tags[0].text", "template-undefined", "a str has no part 'text': choose from 'missing'"),
        ("r.day | list", "template-error", "a date has no items, which a list or a mapping has"),
        ("r.note | list", "template-error", "no value has no items, which a list or a mapping has"),
        ("r.tags.items()", "template-error", "a list has no entries, which a mapping has"),
        ("r.size < r.ports", "template-error", "a quantity is neither more nor less than a range"),
        ("r.waits.x[0] < r.size", "template-error", "a quantity is neither more nor less than a quantity"),
        ("r.day > 1", "template-error", "a date is neither more nor less than an int"),
        ("r.size", "template-unescaped", "a value of the dataset is printed as it is and could become code"),
        ("r.tags[0]", "template-unescaped", "a value of the dataset is printed as it is and could become code"),
        ("r.size.unit ~ ''", "template-unescaped", "a value of the dataset is printed as it is and could become code"),
        ("r.tags | join", "template-unescaped", "a value of the dataset is printed as it is and could become code"),
    ],
)
def test_what_is_wrong_with_parts(expression: str, code: str, message: str) -> None:
    with pytest.raises(TablecastError) as raised:
        written(PARTED, f"{FIRST}\n{{{{ {expression} }}}}")
    (found,) = raised.value.diagnostics
    assert (found.code, found.message, found.location) == (code, message, Location("templates/mine.j2", 2))


def test_parts_are_traced_to_their_value() -> None:
    template = FIRST + "{{ r.size.amount | py }}\n{{ r.tags[0] | py }}\n{{ r.waits.x[1].unit | py }}"
    made = render(PARTED, OutputConfig("mine.j2", "out"), {"mine.j2": template}.get)
    assert made.traces == (Trace(1, 1, 0, "size"), Trace(2, 2, 0, "tags"), Trace(3, 3, 0, "waits"))


@pytest.mark.parametrize("template", ["python/records.py.j2", "json/records.json.j2"])
def test_markup_that_cannot_be_written_is_reported_where_it_stands(template: str) -> None:
    drawn = dataset([Field("a"), Field("it", "markup")], [["x", Markup((CodeBlock("\0"),))]])
    with pytest.raises(TablecastError) as raised:
        render(drawn, OutputConfig(template, "out"))
    (found,) = raised.value.diagnostics
    assert (found.message, found.location) == ("Markdown cannot hold the character U+0000", Location(DOCUMENT, 11, 20))


def test_what_describes_a_field() -> None:
    field = Field("level", "list", item=Field("level", "enum", values=("a",), members=("A",)), unit="s", dataset="d")
    text = (
        "{% set f = dataset.fields[0] %}{{ f.type }} {{ f.item.type }} {{ f.item.values[0] | py }} "
        "{{ f.item.members[0] | py }} {{ f.unit | py }} {{ f.dataset | py }} {{ 'none' if f.item.item is none }}"
    )
    assert written(dataset([field], []), text) == 'list enum "a" "A" "s" "d" none\n'
