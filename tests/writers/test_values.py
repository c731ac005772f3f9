"""What templates see of a value: its text, its place, and its markup, every text of which is guarded."""

from __future__ import annotations

import pytest

from datasets import written
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
from tablecast.model import Dataset, Field, Record, Schema, Value
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
