"""Types that hold values of other types, or need the markup: list, mapping, reference, markup; and patterns."""

from __future__ import annotations

import re

import pytest

from fields import field, refusal
from tablecast.content import (
    Block,
    BulletList,
    Definition,
    DefinitionList,
    Destination,
    EnumeratedList,
    Inline,
    LineBlock,
    Paragraph,
    Reference,
    Strong,
    Text,
    plain_text,
)
from tablecast.diagnostics import Location
from tablecast.model import Entries, Field, Items, Markup, Place, Quantity, Range
from tablecast.types import apply_pattern, compile_pattern, read_value

INT, QUANTITY = field("int"), field("quantity")


def paragraph(*inlines: Inline | str) -> Paragraph:
    """A paragraph, in which a str is plain text."""
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def reference(title: str, *, resolved: bool = True) -> Reference:
    """A reference to a table, in another document."""
    destination = Destination("b.rst", "table", title, Location("b.rst", 7), 1)
    return Reference((Text(title),), "ref", title, destination=destination if resolved else None)


# --- lists ------------------------------------------------------------------------------------------------------------


def test_a_list_holds_texts_unless_it_is_said() -> None:
    assert read_value("a / 02", field("list", separator="/")) == Items(("a", "02"))


def test_a_list_holds_values_of_any_type() -> None:
    assert read_value("30 s, 1 h", field("list", item=QUANTITY, separator=",")) == Items(
        (Quantity(30, "s"), Quantity(1, "h"))
    )
    ranges = field("list", item=field("range"), separator=",")
    assert read_value("80, 1024-65535", ranges) == Items((Range(80, 80), Range(1024, 65535)))


def test_a_list_in_the_cell_needs_no_separator() -> None:
    cell = (EnumeratedList(((paragraph("1"),), (paragraph("2"),)), ("1.", "2.")),)
    assert read_value(plain_text(cell), field("list", item=INT), cell) == Items((1, 2))


def test_a_list_of_lists() -> None:
    inner = field("list", separator=",", item=INT)
    cell = (BulletList(((paragraph("1, 2"),), (paragraph("3"),))),)
    assert read_value(plain_text(cell), field("list", item=inner), cell) == Items((Items((1, 2)), Items((3,))))


def test_a_list_of_markup_keeps_that_of_each_value() -> None:
    strong = Strong((Text("b"),))
    cell = (paragraph("a, ", strong),)
    read = read_value("a, b", field("list", separator=",", item=field("markup")), cell)
    assert read == Items((Markup((paragraph("a"),)), Markup((paragraph(strong),))))


def test_a_value_of_a_list_that_is_wrong_is_named() -> None:
    assert refusal("1, x", field("list", separator=",", item=INT)) == "value 2: 'x' is not an int"


def test_the_pattern_of_what_a_list_holds_counts_for_each_value() -> None:
    codes = field("list", separator=",", item=field("code", pattern="[0-9]{4}"))
    assert read_value("0200, 0201", codes) == Items(("0200", "0201"))
    assert refusal("0200, 1", codes) == "value 2: '1' does not match the pattern '[0-9]{4}'"


# --- mappings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "blocks",
    [
        (BulletList(((paragraph("0: off"),), (paragraph("a:b : on: really"),))),),
        (paragraph("0: off"), paragraph("a:b : on: really")),
        (LineBlock(((Text("0:off"),), (Text("a:b : on: really"),))),),
        (
            DefinitionList(
                (Definition((Text("0"),), (paragraph("off"),)), Definition((Text("a:b"),), (paragraph("on: really"),)))
            ),
        ),
    ],
    ids=["items", "paragraphs", "lines", "definitions"],
)
def test_reads_a_mapping(blocks: tuple[Block, ...]) -> None:
    assert read_value(plain_text(blocks), field("mapping"), blocks) == Entries((("0", "off"), ("a:b", "on: really")))


def test_reads_a_mapping_in_one_line() -> None:
    assert read_value("low: 1, high: 2", field("mapping", separator=",", item=INT)) == Entries(
        (("low", 1), ("high", 2))
    )


def test_the_values_of_a_mapping_keep_their_markup() -> None:
    more = BulletList(((paragraph("x"),),))
    strong = Strong((Text("on"),))
    cell = (BulletList(((paragraph(Strong((Text("1:"),)), " ", strong), more), (paragraph("0:"), paragraph("off")))),)
    read = read_value(plain_text(cell), field("mapping", item=field("markup")), cell)
    assert read == Entries((("1", Markup((paragraph(strong), more))), ("0", Markup((paragraph("off"),)))))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("off", "'off' has no ':' between a key and its value"),
        ("0: off\n1", "'1' has no ':' between a key and its value"),
        ("0: off\n0: on", "the key '0' is repeated"),
        ("0:", "the entry '0: ' has no value"),
        (": off", "the entry ': off' has no key"),
    ],
)
def test_refuses_as_mapping(text: str, message: str) -> None:
    assert refusal(text, field("mapping")) == message


def test_refuses_words_outside_of_the_list_of_a_mapping() -> None:
    cell = (paragraph("One of:"), BulletList(((paragraph("0: off"),),)))
    assert refusal(plain_text(cell), field("mapping"), cell) == "'One of:' stands outside of the list"


def test_a_value_of_a_mapping_that_is_wrong_is_named() -> None:
    assert refusal("low: 1\nhigh: x", field("mapping", item=INT)) == "the value of 'high': 'x' is not an int"


# --- references and markup --------------------------------------------------------------------------------------------


def test_a_reference_to_a_record_is_read_as_its_key() -> None:
    assert read_value("404", field("reference", dataset="status", item=INT)) == 404
    assert refusal("x", field("reference", dataset="status", item=INT)) == "'x' is not an int"


def test_a_reference_is_to_the_place_that_a_cell_refers_to() -> None:
    cell = (paragraph("See ", Strong((reference("Codes"),)), ", that is ", reference("Codes")),)
    assert read_value(plain_text(cell), field("reference"), cell) == Place("b.rst", "table", "Codes")


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ((paragraph("Codes"),), "'Codes' has no cross reference"),
        (
            (paragraph(reference("Codes", resolved=False)),),
            "the reference in 'Codes' points to nothing in these documents",
        ),
        (
            (paragraph(reference("Codes"), " ", reference("Codes", resolved=False)),),
            "the reference in 'Codes Codes' points to nothing in these documents",
        ),
        (
            (paragraph(reference("Codes"), ", ", reference("Units")),),
            '\'Codes, Units\' refers to 2 places; use type = "list" with of = { type = "reference" }',
        ),
    ],
)
def test_refuses_as_reference(blocks: tuple[Block, ...], message: str) -> None:
    assert refusal(plain_text(blocks), field("reference"), blocks) == message


def test_a_list_of_references() -> None:
    cell = (paragraph(reference("Codes"), ", ", reference("Units")),)
    places = read_value("Codes, Units", field("list", separator=",", item=field("reference")), cell)
    assert places == Items((Place("b.rst", "table", "Codes"), Place("b.rst", "table", "Units")))


def test_markup_is_kept_as_it_is() -> None:
    cell = (paragraph(Strong((Text("a"),))),)
    assert read_value("a", field("markup"), cell) == Markup(cell)


def test_a_text_without_markup_has_paragraphs() -> None:
    assert read_value("a\n\nb", field("markup")) == Markup((paragraph("a"), paragraph("b")))
    assert read_value("a", field("markup"), (paragraph("a b"),)) == Markup((paragraph("a"),))
    assert read_value("", field("markup")) == Markup(())


# --- patterns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "text", "part"),
    [
        ("", "400 Bad Request", "400 Bad Request"),
        ("[0-9]+ .+", "400 Bad Request", "400 Bad Request"),
        ("([0-9]+)(?: .+)?", "400 Bad Request", "400"),
        ("(?P<field>[0-9]+) (?P<phrase>.+)", "400 Bad Request", "400"),
        ("[0-9]+(?: (.+))?", "400", ""),
        ("([0-9]+) (.+)", "400 Bad Request", "400 Bad Request"),
    ],
)
def test_a_pattern_picks_a_part(pattern: str, text: str, part: str) -> None:
    assert apply_pattern(text, field("str", pattern=pattern)) == part


def test_a_pattern_must_match_the_whole_text() -> None:
    with pytest.raises(ValueError, match=re.escape("'400 Bad' does not match the pattern '[0-9]+'")):
        apply_pattern("400 Bad", field("str", pattern="[0-9]+"))


def test_a_pattern_for_a_line_is_told_how_to_match_several() -> None:
    """The hint is given only where it helps."""
    message = r"'No\n\nnote' does not match the pattern '(\w+).*'; begin it with (?s) for '.' to match line ends, too"
    assert refusal("No\n\nnote", field("str", pattern="No")) == r"'No\n\nnote' does not match the pattern 'No'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        apply_pattern("No\n\nnote", field("bool", pattern=r"(\w+).*"))
    assert apply_pattern("No\n\nnote", field("bool", pattern=r"(?s)(\w+).*")) == "No"


def test_a_value_is_not_checked_by_a_pattern_that_picked_it() -> None:
    assert read_value("400", field("int", pattern="([0-9]+) .+")) == 400
    assert refusal("400", field("int", pattern="[0-9]{4}")) == "'400' does not match the pattern '[0-9]{4}'"


def test_the_classes_of_a_pattern_are_those_of_ascii() -> None:
    assert compile_pattern(r"\d+").fullmatch("\N{ARABIC-INDIC DIGIT ONE}") is None


@pytest.mark.parametrize("pattern", ["(", "(?u)x"])
def test_what_is_no_pattern_is_an_error_of_regular_expressions(pattern: str) -> None:
    with pytest.raises(re.error):
        compile_pattern(pattern)


def test_what_holds_texts_needs_no_item() -> None:
    assert read_value("a", Field("field", "reference", dataset="codes")) == "a"
