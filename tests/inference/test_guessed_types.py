"""What type a column is guessed to have: surely one, or text."""

from __future__ import annotations

import pytest
from guessing import field, guessed, types

from builders import table
from tablecast.config import FieldConfig, TypeConfig
from tablecast.content import Destination, Paragraph, Reference, Text
from tablecast.diagnostics import Location
from tablecast.inference import infer
from tablecast.inference._composites import reference
from tablecast.inference._values import Values
from tablecast.tables import Cell


@pytest.mark.parametrize(
    ("title", "texts", "expected"),
    [
        ("Count", ("1", "20", "0"), "int"),
        ("Count", ("1,000", "20,000"), "int"),
        ("Count", ("-1", "0"), "int"),
        ("Mask", ("0x1", "0xff"), "int"),
        ("Mandatory", ("Yes", "No"), "bool"),
        ("Mandatory", ("Yes", "Yes"), "bool"),
        ("Works", ("Supported", "Not supported"), "bool"),
        ("Works", ("\N{CHECK MARK}", "\N{CHECK MARK}"), "bool"),
        ("Flag", ("Y", "N"), "bool"),
        ("Allowed", ("Y", "x"), "bool"),
        ("Released", ("2024-01-02", "2023-11-30"), "date"),
        ("Logged", ("2024-01-02T10:00:00Z", "2024-01-02T11:00:00Z"), "datetime"),
        ("Site", ("https://a.example/x", "http://b.example"), "url"),
        ("Version", ("3.9", "3.10"), "version"),
        ("Library", ("1.2.3", "1.10.0"), "version"),
        ("Weight", ("1.5", "2"), "decimal"),
        ("Price (EUR)", ("1.10", "2.00"), "decimal"),
        ("Gain", ("0.25", "0.5"), "decimal"),
        ("Timeout", ("30 s", "5 min"), "quantity"),
        ("Share", ("90%", "5%"), "quantity"),
        ("Ports", ("1-65535", "22"), "range"),
        ("Value", (">= 0", "< 5"), "range"),
        ("Error", ("PUMP.0001", "PUMP.0100", "Pump.0200"), "code"),
        ("Action", ("pump:open", "pump:closeAll"), "code"),
        ("Metric ID", ("litres_out", "litres_in", "heat"), "code"),
        ("Register", ("PUMP_OPEN", "PUMP_CLOSE"), "code"),
        ("Register", ("hall.pump.depth", "hall.valve"), "code"),
        ("Macro", (r"\opened", r"\closed"), "code"),
        ("Depth (mm)", ("1,200", "0.5"), "quantity"),
        ("Depth (in mm)", ("12", "5 mm"), "quantity"),
        ("Timeout in ms", ("12", "5"), "quantity"),
        ("Duration (min)", ("12", "5"), "quantity"),
        ("Works by Default", ("Yes", "Yes"), "bool"),
        ("Zip", ("10115", "80331"), "code"),
        ("Number", ("007", "010"), "code"),
        ("Tags", ("a, b", "c", "d, e, f"), "list"),
        ("Level", ("low", "high") * 4, "enum"),
    ],
)
def test_a_type_that_every_value_has(title: str, texts: tuple[str, ...], expected: str) -> None:
    assert field(title, *texts).type == expected


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Count", ("1", "01x")),
        ("Count", ("1", "two")),
        ("Phone", ("+493012345", "+493012346")),
        ("Ratio of parts", ("1/2", "3/4")),
        ("Runtime", ("3.9", "3.10")),
        ("Part", ("1.1", "1.2", "2.1")),
        ("Size", ("1.5", "1.10", "2")),
        ("Mandatory", ("Yes", "No", "Yes only when the valve is open.")),
        ("Country", ("NO", "SE")),
        ("Direction", ("N", "S")),
        ("Axis", ("X", "Y")),
        ("Variable", ("x", "y")),
        ("Default", ("true", "on demand")),
        ("Example", ("yes", "yes")),
        ("Released", ("2024-01-02", "2024-02-30")),
        ("Released", ("01/02/2024", "03/04/2024")),
        ("Released", ("March 2024", "May 2024")),
        ("Site", ("a.example", "b.example")),
        ("Address", ("10.0.0.1", "10.0.0.2")),
        ("Model", ("2A", "3B")),
        ("Generation", ("4G", "5G")),
        ("Memory", ("4 GB RAM", "8 GB RAM")),
        ("Timeout", ("30", "5 min")),
        ("Chapter", ("1-2", "3-4", "5-6")),
        ("Score", ("10-1", "3-2")),
        ("Name", ("ecs_a1", "ecs_b22", "ecs_c3")),
        ("Names", ("Doe, Jane", "Roe, John")),
        ("Colours", ("red, green, and blue", "black", "white, grey")),
        ("Level", ("low", "high", "low", "high")),
        ("Level", ("low", "Low", "high", "high") * 2),
        ("Type", ("String", "Integer") * 4),
        ("Total", ("1,234, 5", "6", "7, 8, 9")),
        ("Kinds", ("a (b), c", "d", "e, f, g")),
        ("Name", ("left", "right") * 4),
        ("Action", ("open", "close")),
        ("Note", ("PUMP_OPEN", "PUMP_CLOSE")),
        ("Register", ("depth", "width_of_hall")),
        ("Register", ("hall.depth", "yard.depth")),
        ("Example ID", ("a_1 or so", "b_2")),
    ],
)
def test_what_is_not_sure_is_text(title: str, texts: tuple[str, ...]) -> None:
    """Leading zeros, versions that are not called so, prose, and whatever may be a name of its own."""
    assert field(title, *texts) == FieldConfig(column=title)


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Offset", ("0x00", "0x04")),
        ("Offset", ("0x10", "0x14")),
        ("Mask", ("0101", "1010")),
        ("Account", ("1234567", "7654321")),
        ("Serial", ("17", "4")),
        ("Key", ("12345678901234567", "2")),
    ],
)
def test_digits_that_are_a_name_are_no_int(title: str, texts: tuple[str, ...]) -> None:
    """Zeros in front, a steady width or the title say that nobody counts with them."""
    assert field(title, *texts).type == "code"


def test_the_pattern_of_a_code_is_of_classes_and_not_a_list_of_values() -> None:
    assert field("Code", "PUMP.0001", "Valve.0100", "PUMP.0200").pattern == r"[A-Za-z]+\.[0-9]{4}"
    assert field("Code", "E501", "W605", "E711", "F401", "E999").pattern == "[A-Z][0-9]{3}"
    assert field("Code", "01", "10").pattern == "[0-9]{2}"
    assert field("Code", "1", "010").pattern == "[0-9]+"
    assert field("Code", "0x0A", "0x1B").pattern == "0x[0-9A-F]{2}"
    assert field("Digest", "a1" * 20, "b2" * 20).pattern == "[0-9a-f]{40}"
    uuids = ("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-4466554400ff")
    assert field("Id", *uuids).pattern == "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.mark.parametrize("title", ["Pump(s)", "Depth (min)", "Offset (h)", "Depth (EUR)", "Kept in Hall", "I2C(0)"])
def test_what_stands_in_brackets_need_be_no_unit(title: str) -> None:
    assert field(title, "1", "20").type == "int"


def test_the_unit_in_a_header_is_that_of_all_values() -> None:
    assert field("Depth (mm)", "1", "20") == FieldConfig(column="Depth (mm)", type="quantity", unit="mm")


def test_the_pattern_of_identifiers_has_room_for_others() -> None:
    """One class for all parts, and digits, wherever the values that are there happen to have them."""
    assert field("Action", "pump:open", "pump:closeAll").pattern == "[A-Za-z0-9]+:[A-Za-z0-9]+"
    assert field("Register", "hall.pump.depth", "hall.big_valve").pattern == r"[a-z0-9\._]+"
    assert field("Register", "PUMP_OPEN", "PUMP_CLOSE").pattern == "[A-Z0-9_]+"


def test_numbered_names_in_the_first_column_are_identifiers() -> None:
    """Where every one has letters and digits; in other columns they are as often what somebody happened to choose."""
    made = infer(table(["Board", "Chip"], ["one_1", "Z80"], ["two_b4", "R3000"], ["3_three", "M6800"]))

    assert types(made.config) == {"board": "code", "chip": "str"}


def test_raised_digits_are_kept() -> None:
    """As plain text, ten to the sixth would be a hundred and six; the first column names its rows all the same."""
    source = r"""
.. list-table::
   :header-rows: 1

   * - Name
     - Amount
     - Mark
   * - n\ :sup:`2`
     - 10\ :sup:`6`
     - pump\ :sup:`x`
   * - b
     - 7
     - y
"""

    assert types(guessed(source)) == {"name": "str", "amount": "markup", "mark": "str"}


CALLS = """
.. list-table::
   :header-rows: 1

   * - Task
     - Call
     - Needs
     - Place
   * - read
     - GET /pumps

       GET /valves
     - pump:read

       valve:read
     - hall

       yard
   * - stop
     - PUT /pumps/{id}
     - pump:stop
     - hall
"""


def test_a_single_cell_of_several_paragraphs_makes_a_list_only_of_what_is_surely_no_prose() -> None:
    assert types(guessed(CALLS)) == {"task": "str", "call": "list", "needs": "list", "place": "str"}


def test_words_of_its_own_make_a_bool_that_says_them() -> None:
    made = field("Allowed", "Y", "x", "Y")

    assert (made.true, made.false) == (("Y",), ("x",))


def test_columns_beside_each_other_explain_short_words() -> None:
    """`Y` and `X` are a column each; that a neighbour has the other one says what they mean."""
    source = """
==== ==== ====
Task Read Edit
==== ==== ====
one  Y    X
two  Y    X
==== ==== ====
"""
    assert types(guessed(source)) == {"task": "str", "read": "bool", "edit": "bool"}


def test_the_format_of_a_date_is_the_one_that_fits_all() -> None:
    assert field("Date", "05 Oct 2023", "24 May 2025").formats == ("%d %b %Y",)
    assert field("Date", "01/02/2024", "23/04/2024").formats == ("%d/%m/%Y",)


def test_what_a_list_holds_and_what_stands_between() -> None:
    assert field("Widths", "1, 4, 8", "1", "1, 4") == FieldConfig(
        column="Widths", type="list", separator=",", of=TypeConfig("int")
    )
    assert field("Tags", "a; b", "c", "d; e; f").separator == ";"


def test_the_bounds_of_a_range_have_a_type_of_their_own() -> None:
    assert field("Range", "1-10", "2-20").of is None
    assert field("Range", "0.5-1", "2-3").of == TypeConfig("decimal")
    assert field("Range", "0% to 100%", "5% to 10%").of == TypeConfig("quantity")


@pytest.mark.parametrize(
    ("title", "texts", "expected"),
    [
        ("Count", ("1", ""), ("int", ("",))),
        ("Count", ("1", "-", "", "n/a"), ("int", ("", "-", "n/a"))),
        ("Count", ("1", "NULL"), ("int", ("NULL",))),
        ("Note", ("of use", "-"), ("str", ("-",))),
        ("Note", ("", ""), ("str", ("",))),
    ],
)
def test_what_says_that_there_is_no_value(title: str, texts: tuple[str, ...], expected: object) -> None:
    made = field(title, *texts)

    assert made.optional
    assert (made.type, made.missing) == expected


@pytest.mark.parametrize("texts", [("-", "+", "*"), ("-", "->"), ("None", "of use"), ("none", "all", "some")])
def test_what_may_be_a_value_is_no_missing_marker(texts: tuple[str, ...]) -> None:
    """Among signs a dash is one, and among words `None` is."""
    assert field("Sign", *texts) == FieldConfig(column="Sign")


RICH = """
.. list-table::
   :header-rows: 1

   * - Name
     - Notes
     - Parts
     - Steps
   * - pump
     - One paragraph that is rather long, and longer than a name.

       And another one.
     - - wheel
       - tube
     - begin

       end
   * - valve
     - Short.
     - - flap
     - turn

       close
"""


def test_cells_with_more_than_one_paragraph() -> None:
    """Short items in bullets, or a word a line, are lists; all else is text."""
    made = guessed(RICH)

    assert types(made) == {"name": "str", "notes": "text", "parts": "list", "steps": "list"}
    assert (made.fields["parts"].separator, made.fields["steps"].separator) == ("items", "lines")


@pytest.mark.parametrize("cell", ["- The wheel turns. It may break.\n       - tube", "Two words\n\n       and more"])
def test_cells_with_longer_parts_are_no_list(cell: str) -> None:
    """Sentences are prose also where they stand in bullets, and short paragraphs need not be a list."""
    source = RICH.replace("- wheel\n       - tube", cell, 1)

    assert guessed(source).fields["parts"].type in {"str", "text"}


MEANINGS = """
.. list-table::
   :header-rows: 1

   * - Name
     - {title}
   * - mode
     - - on: it runs
       - off: it rests
   * - side
     - - left: at the wall
"""


def test_a_mapping_is_a_list_of_values_and_meanings() -> None:
    assert types(guessed(MEANINGS.format(title="Values"))) == {"name": "str", "values": "mapping"}
    assert types(guessed(MEANINGS.format(title="Description"))) == {"name": "str", "description": "text"}
    other = MEANINGS.replace("left: at the wall", "left, at the wall, where nobody ever comes along")
    assert types(guessed(other.format(title="Values"))) == {"name": "str", "values": "text"}


def _referring(text: str, title: str) -> Cell:
    place = Location("a.rst", 1)
    node = Reference((Text(text),), "ref", "x", destination=Destination("b.rst", "section", title, place))
    return Cell(text, place, 1, blocks=(Paragraph((node,)),))


def test_a_reference_says_no_more_than_the_title_of_its_place() -> None:
    """With other words it would lose them; and the first column is what it says."""
    plain = Cell("Pumps", Location("a.rst", 1), 1, blocks=(Paragraph((Text("Pumps"),)),))

    assert reference(Values("See", (_referring("Pumps", "Pumps"),)))
    assert reference(Values("See", (_referring("here", "Pumps"),))) is None
    assert reference(Values("See", (_referring("Pumps", "Pumps"), plain))) is None
    assert reference(Values("See", (_referring("Pumps", "Pumps"),), leads=True)) is None
