"""Rules of fields: where each is drawn from, and what a cell without a value means."""

from __future__ import annotations

import pytest

from configs import MINIMAL, mistakes, problems
from tablecast._config import parse_config
from tablecast.diagnostics import Location, Related


def of_field(field: str) -> list[tuple[str, str]]:
    """What is wrong with a field, in short."""
    found = problems(f"[datasets.code.fields]\nx = {field}")
    return [(message.replace("datasets.code.fields.", ""), hint) for message, hint in found]


@pytest.mark.parametrize(
    "context", ["list-item", "caption", "heading", "heading-path", "label", "document", "title", "field:original_name"]
)
def test_contexts(context: str) -> None:
    """A field can be drawn from each of the contexts, and from any field of the document."""
    text = f"{MINIMAL}datasets.code.fields.place.context = '{context}'"
    assert parse_config("tablecast.toml", text).config.datasets["code"].fields["place"].context == context


@pytest.mark.parametrize(
    ("field", "problem", "hint"),
    [
        (
            "{ type = 'int' }",
            "2:1 x: expected a column, a context or a constant, found none of them",
            'add column = "...", for example',
        ),
        (
            "''",
            "2:5 x: expected a column, a context or a constant, found none of them",
            'add column = "...", for example',
        ),
        (
            "[]",
            "2:5 x: expected a column, a context or a constant, found none of them",
            'add column = "...", for example',
        ),
        (
            "{ column = 'X', everywhere = false }",
            "2:34 x.everywhere: only a field that is optional or has a default may lack its column",
            "add optional = true or default = ..., or remove 'everywhere'",
        ),
        (
            "{ column = 'X', context = 'label' }",
            "2:1 x: expected one of a column, a context and a constant, found a column and a context",
            "keep one of 'column' and 'context'",
        ),
        (
            "{ column = 'X', context = 'label', constant = false }",
            "2:1 x: expected one of a column, a context and a constant, found a column, a context and a constant",
            "keep one of 'column', 'context' and 'constant'",
        ),
        (
            "['X', '']",
            "2:5 x.column[1]: expected the name of a column, got an empty string",
            "write the name of a column as the header has it",
        ),
        (
            "{ context = 'list_item' }",
            "2:17 x.context: expected a context, got 'list_item'",
            "did you mean 'list-item'?",
        ),
        (
            "{ context = 'weather' }",
            "2:17 x.context: expected a context, got 'weather'",
            (
                "choose from 'list-item', 'caption', 'heading', 'heading-path', 'label', 'document', 'title', 'group', "
                "'field:NAME'"
            ),
        ),
        ("{ context = 'field:' }", "2:17 x.context: expected a context, got 'field:'", "did you mean 'field:NAME'?"),
        (
            "{ context = 'label', fill_down = true }",
            "2:38 x.fill_down: only a field of a column has 'fill_down', and this one has a context",
            "remove 'fill_down'",
        ),
        (
            "{ constant = 'a', explode = '/' }",
            "2:33 x.explode: only a field of a column has 'explode', and this one has a constant",
            "remove 'explode'",
        ),
        (
            "{ constant = 'a', optional = true }",
            "2:34 x.optional: only a field of a column or a context has 'optional', and this one has a constant",
            "remove 'optional'",
        ),
        (
            "{ constant = 'a', default = 'b' }",
            "2:33 x.default: only a field of a column or a context has 'default', and this one has a constant",
            "remove 'default'",
        ),
        (
            "{ constant = 'a', missing = [] }",
            "2:33 x.missing: only a field of a column or a context has 'missing', and this one has a constant",
            "remove 'missing'",
        ),
        (
            "{ constant = 'a', pattern = 'a' }",
            "2:33 x.pattern: only a field of a column or a context has 'pattern', and this one has a constant",
            "remove 'pattern'",
        ),
    ],
)
def test_source(field: str, problem: str, hint: str) -> None:
    """A field has exactly one source, and nothing that only another source has."""
    assert of_field(field) == [(problem, hint)]


@pytest.mark.parametrize(
    ("options", "problem", "hint"),
    [
        (
            "missing = ['-']",
            "2:31 x.missing: only a field that is optional or has a default has texts that mean 'no value'",
            "add optional = true or default = ..., or remove 'missing'",
        ),
        (
            "optional = true, default = 'a'",
            "2:48 x.default: a field with a default always has a value, and this one is optional",
            "remove 'optional' or 'default'",
        ),
    ],
)
def test_missing(options: str, problem: str, hint: str) -> None:
    """Texts that mean "no value" need something to be read as, and that is one thing."""
    assert of_field(f"{{ column = 'X', {options} }}") == [(problem, hint)]


@pytest.mark.parametrize(
    "field",
    [
        "{ column = 'X', default = '' }",
        "{ column = 'X', default = 'a', missing = ['-'] }",
        "{ column = 'X', type = 'int', default = 0 }",
        "{ column = 'X', type = 'int', default = '0xff' }",
        "{ column = 'X', type = 'bool', default = false }",
        "{ column = 'X', type = 'bool', true = ['Ja'], false = ['Nein'], default = false }",
        "{ constant = 0.5, type = 'float' }",
        "{ constant = 1, type = 'float' }",
        "{ constant = 1, type = 'decimal' }",
        "{ constant = '1.50', type = 'decimal' }",
        "{ constant = '30 s', type = 'quantity' }",
        "{ constant = 'A1', type = 'code', pattern = '[A-Z]\\d' }",
        "{ column = 'X', type = 'reference', dataset = 'code', default = 'a' }",
    ],
)
def test_given_values(field: str) -> None:
    """A constant or a default is what a cell of the type may say, or a value of TOML's own that loses nothing."""
    field = field.replace("\\", "\\\\").replace("'", '"')
    parse_config("tablecast.toml", f"{MINIMAL}datasets.code.key = 'code'\ndatasets.code.fields.x = {field}")


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("{ column = 'X', type = 'int', default = 'a' }", "2:45 x.default: 'a' is not an int"),
        (
            "{ column = 'X', type = 'int', default = true }",
            "2:45 x.default: expected a string for the type 'int', got true",
        ),
        ("{ constant = 5 }", "2:18 x.constant: expected a string for the type 'str', got 5"),
        ("{ constant = 1.5, type = 'decimal' }", "2:18 x.constant: expected a string for the type 'decimal', got 1.5"),
        ("{ constant = inf, type = 'float' }", "2:18 x.constant: 'inf' is not a float"),
        (
            "{ constant = 'b1', type = 'code', pattern = '[A-Z]\\d' }",
            "2:18 x.constant: 'b1' does not match the pattern '[A-Z]\\d'",
        ),
    ],
)
def test_given_values_of_another_type(field: str, problem: str) -> None:
    """A constant or a default that the field's type cannot be is reported where it stands."""
    assert of_field(field) == [(problem, "write it as a cell would, in quotes")]


def test_nothing_of_a_value_when_its_type_is_wrong() -> None:
    """What is wrong with a type, its values would only repeat."""
    assert of_field("{ constant = 'b1', type = 'code', pattern = '[' }") == [
        (
            "2:49 x.pattern: expected a regular expression, got '[': unterminated character set at position 0",
            "write a backslash before a character that stands for itself",
        )
    ]


def test_group_without_groups() -> None:
    """A field can only take the group of its row when the dataset takes heading rows as groups."""
    assert of_field("{ context = 'group' }") == [
        (
            "2:17 x.context: the group is a heading row above, and the dataset does not take these as groups",
            'add heading_rows = "group" to datasets.code',
        )
    ]


def test_several_columns_that_explode() -> None:
    """Only one column explodes, and all its fields in the same way; names of columns have no case."""
    fields = "x = { column = 'X', explode = '/' }\ny = { column = 'Y', explode = '/' }\n"
    found = mistakes(
        f"{MINIMAL}[datasets.code.fields]\n{fields}z = {{ column = ['x'], explode = 'lines' }}\n".replace(
            'datasets.code.fields.code = "Code"\n', ""
        )
    )
    assert [str(each) for each in found] == [
        (
            "tablecast.toml:5:31: error: datasets.code.fields.y.explode: 'y' and 'x' explode from different columns, "
            "and only one column may [invalid-value]"
        ),
        (
            "tablecast.toml:6:33: error: datasets.code.fields.z.explode: expected '/', as in 'x' of the same column, "
            "got 'lines' [invalid-value]"
        ),
    ]
    assert [each.hint for each in found] == [
        "remove 'explode' from one of them",
        "fields of one column explode in step",
    ]
    first = (Related(Location("tablecast.toml", 4, 31, 34), "the first of them"),)
    assert [each.related for each in found] == [first, first]
