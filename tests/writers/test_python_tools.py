"""Generated Python under the tools that its users run: formatter, linter, type checkers, all as strict as they go."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from datasets import HOSTILE, dataset, status_codes, text_of, with_duplicates
from tablecast.content import BulletList, Paragraph, Strong, Text
from tablecast.model import Entries, Field, Items, Markup, Place, Quantity, Range, Reading, Value
from typed import datasets

if TYPE_CHECKING:
    from tablecast.model import Data, Dataset

pytestmark = pytest.mark.once

INCOMPATIBLE = "D203,D213"
"""Rules that contradict others which are on: D211 and D212."""

FORMATTER = "COM812"
"""The rule that Ruff's own formatter asks to leave out."""

NOT_APPLICABLE = "CPY,INP001"
"""The copyright notice and the package are for the project that the module becomes a part of."""

LINT = (
    *("ruff", "check", "--no-cache", "--isolated", "--select=ALL", "--target-version=py311"),
    f"--ignore={INCOMPATIBLE},{FORMATTER},{NOT_APPLICABLE}",
)
FORMAT = ("ruff", "format", "--no-cache", "--isolated", "--diff")

SENTENCE = "Failed to complete the request because the server does not support the requested function that it names."
WIDE = "\u670d\u52a1\u5668\u65e0\u6cd5\u5904\u7406\u8bf7\u6c42" * 8
UNCERTAIN = "\u231a\U0001f389" * 40


def lengths() -> Dataset:
    """Texts of all lengths about the end of a line: of letters, of quotes, of wide and of uncertain characters."""
    kinds = (SENTENCE, SENTENCE.replace(" ", "' \""), SENTENCE.replace("o", '"'), WIDE, UNCERTAIN)
    sizes = range(24, len(SENTENCE))
    rows: list[list[Data]] = [[number, *(kind[:size] for kind in kinds)] for number, size in enumerate(sizes)]
    return dataset([Field("number", "int"), *(Field(f"text_{index}") for index in range(5))], rows, key=("number",))


def hostile() -> Dataset:
    """Hostile texts as keys, names, values, descriptions, and in the header."""
    values = ("", *HOSTILE[2:5])
    fields = [
        Field("key", description=HOSTILE[2]),
        *(Field(text, description=text) for text in HOSTILE),
        Field("closed", "enum", optional=True, values=values),
    ]
    rows = [(text, *HOSTILE, values[number % 4]) for number, text in enumerate(HOSTILE)]
    return dataset(fields, rows, key=("key",), name_field="key", name=HOSTILE[8], description="\n".join(HOSTILE))


def all_types() -> Dataset:
    """Fields of all types, optional and not, with names that are taken, long, or secrets."""
    names = ("id", "class", "str", "value", "mro", "token", "x" * 200, "Number of the virtual private cloud endpoints")
    fields = [
        Field("code", "int"),
        *(Field(name) for name in names),
        *(Field(f"b{optional}", "bool", optional) for optional in (True, False)),
        *(Field(f"f{optional}", "float", optional) for optional in (True, False)),
        *(Field(f"e{optional}", "enum", optional, values=("a", "b")) for optional in (True, False)),
        Field("long", "enum", values=(SENTENCE, SENTENCE[::-1])),
        Field("longer", "enum", values=(SENTENCE,)),
        Field("wide", "enum", values=(UNCERTAIN[:40],)),
    ]
    data = (True, None), (1e16, float("inf")), ("b", "a")
    row = [data[kind][which] for kind in range(3) for which in (0, 0)]
    texts = (SENTENCE, SENTENCE, UNCERTAIN[:40])
    rows = [(1, *names, *row, *texts), (2, *names, None, False, None, 1.5, None, "b", *texts)]
    return dataset(fields, rows, key=("code",), name="warning")


def values() -> Dataset:
    """Values of all types, each in lists and mappings, too, short and long, optional and not."""
    level = Field("level", "enum", values=("Minor", "Major", SENTENCE), members=("minor", "major", "long"))
    fields = [
        level,
        Field("closed", "enum", values=("a", "b")),
        Field("text", "text"),
        Field("price", "decimal"),
        Field("date", "date"),
        Field("datetime", "datetime"),
        Field("dt", "version"),
        Field("timeout", "quantity"),
        Field("ports", "range"),
        Field("ratio", "range", item=Field("ratio", "decimal")),
        Field("place", "reference"),
        Field("link", "url"),
        Field("parent", "reference", dataset="values", item=Field("code", "code")),
        Field("prose", "markup"),
    ]
    data: list[Data] = [
        *(
            "Major",
            "b",
            "One.\n\nTwo.",
            Decimal("1.50"),
            dt.date(2024, 3, 1),
            dt.datetime(2024, 3, 1, 12, 30, tzinfo=dt.UTC),
        ),
        *("3.10", Quantity(30, "s"), Range(1, 65535), Range(Decimal("0.5"), None, exclusive_minimum=True, unit="%")),
        *(Place("a.rst", "table", SENTENCE), "https://docs.example/", "02000"),
        Markup((Paragraph((Text("See "), Strong((Text("x"),)))), BulletList(((Paragraph((Text("a"),)),),)))),
    ]
    lists = [Field(f"{field.name} list", "list", item=field) for field in fields]
    maps = [Field(f"{field.name} by name", "mapping", item=each) for field, each in zip(fields, lists, strict=True)]
    optional = [replace(field, name=f"{field.name} maybe", optional=True) for field in (*fields, *lists, *maps)]
    key = Field("code", "code", reading=Reading(pattern=r"\d{5}"))
    first: list[Data] = ["02000", *data, *(Items((each,)) for each in data)]
    first += [Entries((("", Items(())), (SENTENCE, Items((each,) * 5)), (WIDE, Items(())))) for each in data]
    second: list[Data] = ["02001", *data, *(Items(()) for _ in data), *(Entries(()) for _ in data)]
    return dataset(
        [key, *fields, *lists, *maps, *optional],
        [first + [None] * len(optional), second + first[1:]],
        key=("code",),
        name="Quantity",
    )


def grouped(*names: str) -> Dataset:
    """A dataset that keeps several records of one key."""
    rows: list[list[Data]] = [["a"] * len(names), ["a"] * len(names), ["b"] * len(names)]
    return with_duplicates(dataset([Field(name) for name in names], rows, key=names))


def compound() -> Dataset:
    """A key of several fields with long names."""
    names = [f"{word} of the service that answers" for word in ("name", "code", "area", "zone")]
    fields = [Field(name, "enum" if index else "int", values=("a", "b")) for index, name in enumerate(names)]
    return dataset(fields, [[1, "a", "b", "a"]], key=tuple(names), name="A name that is longer than most names are")


ENUM, RECORDS = "python/enum.py.j2", "python/records.py.j2"
CONSTANTS, REGISTRY = "python/constants.py.j2", "python/registry.py.j2"


def by_key(place: int) -> Dataset:
    """A value of a type, each of which is a key in its turn, beside a text."""
    drawn = values()
    field, (record, *_) = drawn.schema.fields[place], drawn.records
    made = dataset([field, Field("said")], [[record.values[place].data, SENTENCE]], key=(field.name,))
    return replace(made, name=f"of {field.name}")


def named(size: int) -> Dataset:
    """Values of all types under names of a length, which is that of the longest ones."""
    drawn = values()
    fields = (*drawn.schema.fields, Field("called"))
    location = drawn.records[0].location
    records = tuple(
        replace(record, values=(*record.values, Value(name, name, location)))
        for record, name in zip(drawn.records, ("a" * size, "b" * size), strict=True)
    )
    return replace(drawn, schema=replace(drawn.schema, fields=fields, name_field="called"), records=records)


def one_value(name: str, field: Field, *data: Data) -> Dataset:
    """Named values of a field."""
    rows = [(f"{name} {index}", each) for index, each in enumerate(data)]
    return dataset([Field("name"), field], rows, key=("name",), name=name)


KEYS = [place for place, field in enumerate(values().schema.fields) if field.type != "mapping"]
MODULES = {
    "status_code.py": (status_codes(), ENUM),
    "status_code_records.py": (status_codes(), RECORDS),
    "lengths_enum.py": (lengths(), ENUM),
    "lengths_records.py": (lengths(), RECORDS),
    "hostile_enum.py": (hostile(), ENUM),
    "hostile_records.py": (hostile(), RECORDS),
    "types_enum.py": (all_types(), ENUM),
    "types_records.py": (all_types(), RECORDS),
    "values_enum.py": (values(), ENUM),
    "values_records.py": (values(), RECORDS),
    "naive_records.py": (dataset([Field("at", "datetime")], [[dt.datetime(2024, 3, 1, 12, 30)]]), RECORDS),  # noqa: DTZ001
    "no_mapping_records.py": (dataset([Field("m", "mapping", optional=True)], [[None]]), RECORDS),
    "no_mapping_enum.py": (
        dataset([Field("a"), Field("m", "mapping", optional=True)], [["x", None]], key=("a",)),
        ENUM,
    ),
    "grouped_records.py": (grouped("code"), RECORDS),
    "grouped_long_records.py": (
        grouped(*(f"{word} of the service that answers" for word in ("name", "code", "area"))),
        RECORDS,
    ),
    "compound_records.py": (compound(), RECORDS),
    "plain_enum.py": (dataset([Field("password")], [["x"], [SENTENCE]], key=("password",)), ENUM),
    "keyless_records.py": (dataset([Field("a", optional=True)], [[None], ["x"]]), RECORDS),
    "empty_records.py": (dataset([Field("a")], [], key=("a",)), RECORDS),
    "status_code_registry.py": (status_codes(), REGISTRY),
    "lengths_registry.py": (lengths(), REGISTRY),
    "hostile_registry.py": (hostile(), REGISTRY),
    "types_registry.py": (all_types(), REGISTRY),
    "values_registry.py": (values(), REGISTRY),
    **{f"keys_{place}_registry.py": (by_key(place), REGISTRY) for place in KEYS},
    "grouped_registry.py": (grouped("code"), REGISTRY),
    "grouped_long_registry.py": (
        grouped(*(f"{word} of the service that answers" for word in ("name", "code", "area"))),
        REGISTRY,
    ),
    "compound_registry.py": (compound(), REGISTRY),
    "empty_registry.py": (dataset([Field("a")], [], key=("a",)), REGISTRY),
    "empty_long_registry.py": (replace(compound(), records=()), REGISTRY),
    "status_code_constants.py": (status_codes(), CONSTANTS),
    "lengths_constants.py": (lengths(), CONSTANTS),
    "hostile_constants.py": (hostile(), CONSTANTS),
    "secret_constants.py": (one_value("password", Field("it"), "x", SENTENCE), CONSTANTS),
    "no_decimal_constants.py": (one_value("a", Field("it", "decimal", optional=True), None), CONSTANTS),
    "no_decimals_constants.py": (
        one_value("a", Field("it", "list", item=Field("it", "decimal")), Items(())),
        CONSTANTS,
    ),
    "no_date_constants.py": (one_value("a", Field("it", "date", optional=True), None), CONSTANTS),
    "clash_constants.py": (one_value("e", Field("e", "enum", values=("x",), members=("x",)), "x"), CONSTANTS),
    "empty_constants.py": (dataset([Field("a")], [], key=("a",)), CONSTANTS),
    "empty_quantity_constants.py": (one_value("a", Field("it", "quantity")), CONSTANTS),
}
VALUES = {
    f"values_{size}_{place}_constants.py": (named(size), field.name)
    for size in (3, 60)
    for place, field in enumerate(values().schema.fields)
}
"""Modules of constants whose values are those of a field."""

USE = '''"""What type checkers make of the module."""

from collections.abc import Mapping
from typing import Literal, assert_never, assert_type

import grouped_registry
import status_code_constants
import status_code_records
import status_code_registry as registry
from status_code import Outcome, StatusCode

assert_type(StatusCode(404), StatusCode)
assert_type(StatusCode["OK"], StatusCode)
assert_type(StatusCode.OK.value, int)
assert_type(StatusCode.OK.description, str)
assert_type(StatusCode.OK.outcome, Outcome)
assert_type(status_code_records.RECORDS, tuple[status_code_records.StatusCode, ...])
assert_type(status_code_records.BY_KEY, Mapping[int, status_code_records.StatusCode])
assert_type(registry.STATUS_CODES, Mapping[int, registry.StatusCode])
assert_type(grouped_registry.STATUS_CODES["a"], tuple[grouped_registry.StatusCode, ...])
assert_type(status_code_constants.NOT_FOUND, Literal[404])


def is_fine(code: StatusCode) -> bool:
    """Match all that there is."""
    match code.outcome:
        case "normal":
            return True
        case "abnormal":
            return False
        case _:
            assert_never(code.outcome)
'''


def run(*command: str, cwd: Path | None = None, text: str | None = None) -> str:
    """Run a tool of this environment; give what it says when it has something to complain about."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603 - a tool of ours.
        command,
        cwd=cwd,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PATH": path},
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated modules."""
    folder = tmp_path_factory.mktemp("modules")
    for name, (drawn, template) in MODULES.items():
        (folder / name).write_text(text_of(drawn, template), encoding="utf-8", newline="\n")
    for name, (drawn, field) in VALUES.items():
        (folder / name).write_text(text_of(drawn, CONSTANTS, value=field), encoding="utf-8", newline="\n")
    (folder / "use.py").write_text(USE, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "pythonVersion": "3.11"}')
    return folder


def test_the_formatter_changes_nothing(modules: Path) -> None:
    assert run(*FORMAT, ".", cwd=modules) == ""


def test_the_linter_finds_nothing(modules: Path) -> None:
    assert run(*LINT, ".", cwd=modules) == ""


def test_mypy_finds_nothing(modules: Path) -> None:
    assert run("mypy", "--strict", "--config-file=", "--python-version=3.11", ".", cwd=modules) == ""


def test_pyright_finds_nothing(modules: Path) -> None:
    assert run("pyright", cwd=modules) == ""


@pytest.mark.parametrize("name", MODULES)
def test_importing_warns_of_nothing(modules: Path, name: str) -> None:
    assert run(sys.executable, "-W", "error", name, cwd=modules) == ""


def test_nothing_but_the_standard_library_is_imported(modules: Path) -> None:
    known = {"collections.abc", "dataclasses", "datetime", "decimal", "enum", "types", "typing"}
    for name in MODULES:
        lines = (modules / name).read_text(encoding="utf-8").split("\n")
        assert {line.split()[1] for line in lines if line.startswith(("import ", "from "))} <= known


@pytest.mark.parametrize("template", [CONSTANTS, ENUM, RECORDS, REGISTRY])
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.differing_executors],
)
@given(drawn=datasets())
def test_whatever_the_data_say(drawn: Dataset, template: str) -> None:
    text = text_of(drawn, template)
    assert run(*FORMAT, "--stdin-filename=module.py", "-", text=text) == ""
    assert run(*LINT, "--stdin-filename=module.py", "-", text=text) == ""
