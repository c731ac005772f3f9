"""From documents and a configuration to outputs: what is drawn, what is rendered, and what is told."""

from __future__ import annotations

import pytest

from tablecast import readers
from tablecast._config import parse_config
from tablecast._pipeline import Build, BuildError, build, draw_datasets
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.model import Field, Items
from tablecast.records.overrides import digest_of

CONFIG = """\
sources = ["*.rst"]

[datasets.error]
tables = [{ header = ["Code"] }]
key = "code"
fields.code = { column = "Code", type = "int" }
outputs = [{ template = "json/records.json.j2", path = "error.json" }]

[datasets.solution]
tables = [{ header = ["Solution"] }]
fields.error = { column = "Error", type = "reference", dataset = "error" }
fields.solution = "Solution"
outputs = [{ template = "json/records.json.j2", path = "solution.json" }]
"""
ERRORS = """\
.. list-table::
   :header-rows: 1

   * - Code
   * - 10
   * - 20
"""
SOLUTIONS = """\
.. list-table::
   :header-rows: 1

   * - Error
     - Solution
   * - 20
     - Let it cool down.
"""
BROKEN = """\
+------+
| Code |
+======+
| 30  |
+------+
"""


class NoTemplates:
    """A project without templates of its own."""

    def load(self, _name: str) -> None:
        """Leave every template to the built-in ones."""

    def path(self, name: str) -> str:
        """Name a template."""
        return name


def made(config: str, *texts: str, names: tuple[str, ...] = ()) -> Build:
    """What comes of documents named a.rst, b.rst and so on."""
    documents = [readers.read(f"{name}.rst", text.encode()) for name, text in zip("abc", texts, strict=False)]
    loaded = parse_config("tablecast.toml", config)
    return build(draw_datasets(documents, loaded, names), loaded, NoTemplates())


def problems(config: str, *texts: str, names: tuple[str, ...] = ()) -> list[str]:
    """The codes of what is wrong, in the order in which it is told."""
    with pytest.raises(BuildError) as raised:
        made(config, *texts, names=names)
    return [problem.code for problem in raised.value.diagnostics]


# --- references between datasets --------------------------------------------------------------------------------------


def test_a_dataset_that_is_referred_to_is_drawn_but_not_rendered() -> None:
    """Who asks for one dataset gets its outputs; the records that it refers to must be there all the same."""
    one = made(CONFIG, ERRORS, SOLUTIONS, names=("solution",))

    assert list(one.contents()) == ["solution.json"]
    assert [dataset.name for dataset in one.datasets] == ["solution"]
    assert list(one.accounts) == ["error", "solution"]


def test_what_is_not_referred_to_is_not_drawn() -> None:
    """A table that is not there matters to its own dataset alone."""
    assert list(made(CONFIG, ERRORS, names=("error",)).contents()) == ["error.json"]
    assert problems(CONFIG, SOLUTIONS, names=("solution",)) == ["no-table"]


def test_a_reference_has_the_type_of_the_key() -> None:
    """The cells of both are read by the same rules."""
    _, solutions = made(CONFIG, ERRORS, SOLUTIONS).datasets

    assert solutions.records[0].values[0].data == 20
    assert solutions.schema.fields[0].item == Field("code", "int")


def test_a_reference_to_no_record_is_an_error() -> None:
    """It is told at its cell."""
    with pytest.raises(BuildError) as raised:
        made(CONFIG, ERRORS, SOLUTIONS.replace("20", "11"))

    assert raised.value.diagnostics == (
        Diagnostic(
            "unknown-record",
            "the dataset 'error' has no record '11' (field 'error')",
            Location("b.rst", 6, 8, 10),
            hint="choose from '10', '20'",
        ),
    )


def test_references_in_a_list_and_to_a_compound_key() -> None:
    """Each part of a cell is a reference of its own, and the parts of a key stand in the order of the key."""
    config = """
sources = ["*.rst"]

[datasets.part]
tables = [{ header = ["Part"] }]
key = ["part", "number"]
fields.part = "Part"
fields.number = { column = "Number", type = "int" }

[datasets.use]
tables = [{ header = ["Uses"] }]
fields.uses = { column = "Uses", type = "list", separator = ";", of = { type = "reference", dataset = "part" } }
"""
    parts = ".. csv-table::\n   :header: Part, Number\n\n   pump, 1\n   tank, 2\n"
    uses = '.. csv-table::\n   :header: Uses\n\n   "tank, 2; pump, 1"\n   "pump, 2"\n'

    with pytest.raises(BuildError) as raised:
        made(config, parts, uses)
    right = made(config, parts, uses.replace("pump, 2", "pump, 1"))

    assert [value.data for value in right.datasets[1].records[0].values] == [
        Items((Items(("tank", "2")), Items(("pump", "1"))))
    ]
    assert [(str(problem.location), problem.message, problem.hint) for problem in raised.value.diagnostics] == [
        ("b.rst:5:5", "the dataset 'part' has no record 'pump, 2' (field 'uses')", "did you mean 'pump, 1'?"),
    ]


# --- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ('{ template = "json/record.json.j2", path = "error.json" }', "unknown-template"),
        ('{ template = "json/records.json.j2", path = "error.json", options = { shema = "x" } }', "template-option"),
    ],
)
def test_a_wrong_output_is_told_although_there_is_no_dataset(output: str, code: str) -> None:
    """What can be known of an output without its dataset is told with the other problems."""
    config = CONFIG.replace('{ template = "json/records.json.j2", path = "error.json" }', output)

    assert problems(config, ERRORS.replace("20", "x"), names=("error",)) == ["invalid-cell", code]


def test_what_is_missing_may_stand_in_a_table_that_cannot_be_read() -> None:
    """Its consequences are not told: they would send people to the wrong places."""
    config = CONFIG.replace('{ header = ["Code"] }', '{ header = ["Code"], count = "any" }')
    override = '[[datasets.error.overrides]]\nrow = { Code = "30" }\ncolumn = "Code"\ntext = "31"\nreason = "wrong"\n'
    solutions = SOLUTIONS.replace("20", "30")

    assert problems(config + override, ERRORS, solutions, BROKEN) == ["malformed-table"]
    assert problems(config + override, ERRORS, solutions) == ["override-no-row"]
    assert problems(config, ERRORS, solutions) == ["unknown-record"]


def test_an_override_is_not_blamed_for_a_table_that_is_not_there() -> None:
    """Its row may stand in the table that the selector misses."""
    config = CONFIG.replace('{ header = ["Code"] }', '{ header = ["Code"] }, { header = ["Kode"] }')
    override = '[[datasets.error.overrides]]\nrow = { Code = "30" }\ncolumn = "Code"\ntext = "31"\nreason = "wrong"\n'

    assert problems(config + override, ERRORS, names=("error",)) == ["no-table"]


def test_a_correction_is_told_with_both_places() -> None:
    """It is no problem; a report may leave it out."""
    digest = digest_of("2O")
    override = f"""
[[datasets.error.overrides]]
row = {{ Code = "2O" }}
column = "Code"
text = "20"
reason = "the letter O stands for a zero"
digest = "{digest}"
"""

    corrected = made(CONFIG + override, ERRORS.replace("20", "2O"), SOLUTIONS)

    assert corrected.datasets[0].records[1].values[0].data == 20
    assert corrected.diagnostics == (
        Diagnostic(
            "overridden",
            "'2O' is read as '20': the letter O stands for a zero",
            Location("a.rst", 6, 8, 10),
            "info",
            related=(Related(Location("tablecast.toml", 15, 18, 27), "the override"),),
        ),
    )


# --- severities -------------------------------------------------------------------------------------------------------

LOST = SOLUTIONS.replace("Let it", "`Let`_ it")


def configured(**severities: str) -> str:
    """The configuration with severities of its own."""
    lines = (f'severities.{code.replace("_", "-")} = "{level}"\n' for code, level in severities.items())
    return "".join(lines) + CONFIG


def test_a_warning_that_is_to_be_an_error_stops_all() -> None:
    """An error is an error, whoever calls it one: nothing is rendered."""
    assert [str(each) for each in made(CONFIG, ERRORS, LOST).diagnostics] == [
        "b.rst:7:8: warning: the reference `let`_ points to nothing in these documents [broken-reference]"
    ]
    assert problems(configured(broken_reference="error"), ERRORS, LOST) == ["broken-reference"]


def test_what_is_off_is_not_told() -> None:
    assert made(configured(broken_reference="off"), ERRORS, LOST).diagnostics == ()


def test_an_error_that_is_to_be_a_warning_stops_nothing() -> None:
    """The rest is rendered, and what is wrong is told all the same."""
    config = configured(unknown_record="warning", malformed_table="warning")
    one = made(config, ERRORS, SOLUTIONS.replace("20", "11"), BROKEN)

    assert [(each.code, each.severity) for each in one.diagnostics] == [
        ("unknown-record", "warning"),
        ("malformed-table", "warning"),
    ]
    assert list(one.contents()) == ["error.json", "solution.json"]


def test_a_table_that_cannot_be_read_is_missed_by_who_wants_it() -> None:
    """Where that is no error by itself, it is one of the dataset that would be drawn from it."""
    config = configured(malformed_table="warning")

    assert problems(CONFIG, BROKEN, names=("error",)) == ["malformed-table"]
    assert problems(config, BROKEN, names=("error",)) == ["malformed-table", "no-table"]


def test_a_warning_of_a_template_can_be_an_error() -> None:
    """What is noticed while an output is rendered is told like any other problem."""
    config = configured(name_clash="error").replace("json/records.json.j2", "python/constants.py.j2", 1)
    twice = ERRORS.replace("- Code\n", "- Code\n     - Title\n").replace("0\n", "0\n     - Full\n")
    named = config.replace("fields.code = {", 'name_field = "title"\nfields.title = "Title"\nfields.code = {')

    assert problems(named, twice, names=("error",)) == ["name-clash"]
