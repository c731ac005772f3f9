"""Rules of types: each option belongs to some of them, and says something that they can use."""

from __future__ import annotations

import pytest

from configs import MINIMAL, mistakes, problems
from tablecast._config import parse_config
from tablecast.config import FieldConfig, TypeConfig
from tablecast.diagnostics import Location, Related

CASELESS = "remove it; upper and lower case are the same here"


def of_field(options: str) -> list[tuple[str, str]]:
    """What is wrong with a field of a column, in short."""
    text = f"[datasets.code.fields]\nx = {{ column = 'X', {options} }}"
    return [(found.replace("datasets.code.fields.", ""), hint) for found, hint in problems(text)]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ("type = 'text'", FieldConfig(column="X", type="text")),
        ("type = 'int', base = 16", FieldConfig(column="X", type="int", base=16)),
        (
            "type = 'bool', true = ['Ja'], false = ['Nein']",
            FieldConfig(column="X", type="bool", true=("Ja",), false=("Nein",)),
        ),
        (
            "type = 'enum', values = { on = '1', off = '0' }",
            FieldConfig(column="X", type="enum", values={"on": "1", "off": "0"}),
        ),
        (
            "type = 'date', formats = ['%d.%m.%Y', '%d %b %y']",
            FieldConfig(column="X", type="date", formats=("%d.%m.%Y", "%d %b %y")),
        ),
        (
            "type = 'list', of = 'int', separator = ','",
            FieldConfig(column="X", type="list", of=TypeConfig(type="int"), separator=","),
        ),
        (
            "type = 'mapping', of = { type = 'quantity', unit = 's' }",
            FieldConfig(column="X", type="mapping", of=TypeConfig(type="quantity", unit="s")),
        ),
        ("type = 'range', units = ['s', 'S']", FieldConfig(column="X", type="range", units=("s", "S"))),
        ("type = 'reference'", FieldConfig(column="X", type="reference")),
        ("pattern = '(a)(?P<x>b)'", FieldConfig(column="X", pattern="(a)(?P<x>b)")),
    ],
)
def test_accepted(options: str, field: FieldConfig) -> None:
    """A type has its options; that of what a value is made of may be written as its name alone."""
    text = f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', {options} }}"
    assert parse_config("tablecast.toml", text).config.datasets["code"].fields["x"] == field


@pytest.mark.parametrize(
    ("option", "key", "owners", "first"),
    [
        ("values = ['a']", "values", "type 'enum' has", "enum"),
        ("base = 16", "base", "type 'int' has", "int"),
        ("true = ['a']", "true", "type 'bool' has", "bool"),
        ("false = ['a']", "false", "type 'bool' has", "bool"),
        ("formats = ['%Y']", "formats", "types 'date' and 'datetime' have", "date"),
        ("unit = 's'", "unit", "types 'quantity' and 'range' have", "quantity"),
        ("units = ['s']", "units", "types 'quantity' and 'range' have", "quantity"),
        ("of = 'int'", "of", "types 'list', 'mapping' and 'range' have", "list"),
        ("separator = ','", "separator", "types 'list', 'mapping' and 'reference' have", "list"),
        ("dataset = 'code'", "dataset", "type 'reference' has", "reference"),
    ],
)
def test_options_of_other_types(option: str, key: str, owners: str, first: str) -> None:
    """An option that the type does not have is reported, as nothing would come of it."""
    message = f"x.{key}: only the {owners} '{key}', and this one is 'url'"
    column = 35 + len(key) + len(" = ")
    assert of_field(f"type = 'url', {option}") == [
        (f"2:{column} {message}", f"write type = \"{first}\", or remove '{key}'")
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "type = 'enum'",
            [("2:1 x: a field of type 'enum' needs values, found none", 'add values = ["...", "..."]')],
        ),
        (
            "type = 'enum', values = ['a', '']",
            [
                (
                    "2:51 x.values[1]: expected a text, got an empty string",
                    "remove it; a cell that may be empty makes the field optional",
                )
            ],
        ),
        (
            "type = 'enum', values = { on = '1', '' = '2', off = '' }",
            [
                ('2:62 x.values."": expected a name, got an empty string', "write one or more words"),
                (
                    "2:73 x.values.off: expected a text, got an empty string",
                    "remove it; a cell that may be empty makes the field optional",
                ),
            ],
        ),
        (
            "type = 'bool', true = ['Ja']",
            [
                (
                    "2:43 x.true: words of its own for 'true' need those for 'false', found none",
                    'add false = ["..."]',
                )
            ],
        ),
        (
            "type = 'bool', false = ['Nein', '']",
            [
                (
                    "2:44 x.false: words of its own for 'false' need those for 'true', found none",
                    'add true = ["..."]',
                ),
                (
                    "2:53 x.false[1]: expected a text, got an empty string",
                    "say default = false, for example, for an empty cell",
                ),
            ],
        ),
        (
            "type = 'code'",
            [("2:1 x: the type 'code' needs a pattern, found none", "add pattern = '[A-Z]+\\d+', for example")],
        ),
        (
            "type = 'quantity', unit = 's', units = ['s']",
            [("2:1 x: expected a unit or units, found both", "remove 'unit' or 'units'")],
        ),
        (
            "type = 'quantity', units = ['s', '']",
            [("2:54 x.units[1]: expected a unit, got an empty string", "remove it")],
        ),
        (
            "type = 'quantity', unit = '000 PPS'",
            [
                (
                    "2:47 x.unit: expected a unit, got '000 PPS', which cannot be told from the number before it",
                    "begin it with a letter or a symbol, such as '%'",
                )
            ],
        ),
        (
            "type = 'range', units = ['s', ' s']",
            [
                (
                    "2:51 x.units[1]: expected a unit, got ' s', which cannot be told from the number before it",
                    "begin it with a letter or a symbol, such as '%'",
                )
            ],
        ),
        (
            "type = 'range', of = 'quantity', unit = 's'",
            [
                (
                    "2:61 x.unit: the unit of the bounds stands in 'of', where there is one",
                    "move it into 'of', or remove 'of'",
                )
            ],
        ),
        (
            "type = 'range', of = 'float'",
            [("2:42 x.of.type: a range of 'float' cannot be read", "choose from 'int', 'decimal', 'quantity'")],
        ),
        (
            "type = 'list', of = { type = 'mapping' }",
            [
                (
                    "2:50 x.of.type: a list of 'mapping' cannot be read",
                    (
                        "choose from 'str', 'text', 'int', 'float', 'decimal', 'bool', 'enum', 'code', 'date', "
                        "'datetime', 'version', 'quantity', 'range', 'url', 'reference', 'markup'"
                    ),
                )
            ],
        ),
    ],
)
def test_options(options: str, expected: list[tuple[str, str]]) -> None:
    """Options that a type cannot use as they are, or cannot do without, are reported."""
    assert of_field(options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "type = 'date', formats = ['%Y-%m']",
            (
                "2:47 x.formats[0]: the format '%Y-%m' does not say the day, which a date has",
                "write '%Y-%m-%d', for example",
            ),
        ),
        (
            "type = 'datetime', formats = ['%Y-%m-%d']",
            (
                "2:51 x.formats[0]: the format '%Y-%m-%d' does not say the hour, which a datetime has",
                "write '%Y-%m-%d %H:%M', for example",
            ),
        ),
        (
            "type = 'list', of = { type = 'date', formats = ['%Y-%j'] }",
            (
                (
                    "2:69 x.of.formats[0]: the format '%Y-%j' has '%j'; use '%Y', '%y', '%m', '%B', '%b', '%d', '%A', "
                    "'%a', '%H', '%I', '%p', '%M', '%S', '%f', '%z', '%Z' or '%%'"
                ),
                "write '%Y-%m-%d', for example",
            ),
        ),
    ],
)
def test_formats(options: str, expected: tuple[str, str]) -> None:
    """A format that does not say all of a date, or that is none, is reported."""
    assert of_field(options) == [expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "pattern = 'a('",
            (
                (
                    "2:31 x.pattern: expected a regular expression, got 'a(': missing ), unterminated subpattern at "
                    "position 1"
                ),
                "write a backslash before a character that stands for itself",
            ),
        ),
        (
            "pattern = '[[a]'",
            (
                "2:31 x.pattern: expected a regular expression, got '[[a]': Possible nested set at position 1",
                "write a backslash before a character that stands for itself",
            ),
        ),
        (
            "pattern = '(a)(?P<y>b)'",
            (
                "2:31 x.pattern: expected one group, or one named 'x', found 2 groups",
                "write (?P<x>...) for the part to read, and (?:...) for other groups",
            ),
        ),
        (
            "type = 'list', of = { type = 'code', pattern = '(a)' }",
            (
                "2:68 x.of.pattern: expected a pattern without groups, found 1",
                "write (?:...), as only the pattern of a field picks a part",
            ),
        ),
    ],
)
def test_patterns(options: str, expected: tuple[str, str]) -> None:
    """A pattern that does not compile, or that does not say which part to read, is reported with the reason."""
    assert of_field(options) == [expected]


@pytest.mark.parametrize(
    ("options", "place", "repeated", "first", "hint"),
    [
        ("type = 'enum', values = ['on', 'On']", "73: values[1]", "'On'", 67, CASELESS),
        ("type = 'enum', values = { a = 'on', b = 'On' }", "82: values.b", "'On'", 72, CASELESS),
        ("type = 'bool', true = ['x'], false = ['X']", "80: false[0]", "'X'", 65, CASELESS),
        ("type = 'quantity', units = ['s', 'S', 's']", "80: units[2]", "'s'", 70, "remove it"),
        ("type = 'date', formats = ['%d.%m.%Y', '%d.%m.%Y']", "80: formats[1]", "'%d.%m.%Y'", 68, "remove it"),
    ],
)
def test_repeated(options: str, place: str, repeated: str, first: int, hint: str) -> None:
    """What is there twice is reported with the first place; units and formats differ by case."""
    (found,) = mistakes(f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', {options} }}\n")
    column, _, key = place.partition(": ")
    assert (found.location.line, found.location.column) == (4, int(column))
    assert found.message == f"datasets.code.fields.x.{key}: {repeated} is repeated"
    assert found.hint == hint
    assert [(each.location.line, each.location.column, each.message) for each in found.related] == [
        (4, first, "first here")
    ]


def test_equal_names() -> None:
    """Two names of values that would be one identifier are reported."""
    text = (
        f"{MINIMAL}[datasets.code.fields.x]\ncolumn = 'X'\ntype = 'enum'\nvalues = {{ in-use = 'U', 'In use' = 'V' }}\n"
    )
    (found,) = mistakes(text)
    assert str(found) == (
        "tablecast.toml:7:37: error: datasets.code.fields.x.values.\"In use\": 'In use' makes the same identifiers as "
        "'in-use' [invalid-value]"
    )
    assert found.hint == "choose another name"
    assert found.related == (Related(Location("tablecast.toml", 7, 21, 24), "the other name"),)
