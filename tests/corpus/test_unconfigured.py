"""Every table of the corpus, rendered without a configuration, and read back by parsers of what it is rendered as."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from contents import words_shown
from markdowns import shown
from proven import run
from readback import exact, in_json, in_python, read_json
from tablecast._unconfigured import build_tables
from tablecast._workspace import Workspace
from tablecast.content import plain_text
from tablecast.types import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tablecast._pipeline import Build
    from tablecast.model import Field, Value
    from tablecast.outputs import Output

_SAID = ("str", "text", "list", "mapping", "url", "reference", "markup")
"""The types whose values a cell of Markdown shows, whatever their text is."""


@pytest.fixture(scope="module")
def made(corpus: Path) -> Build:
    """What the whole corpus gives."""
    return build_tables(Workspace(corpus), ["otc", "other"], "out")


@pytest.fixture(scope="module")
def pages(made: Build) -> list[Output]:
    """The Markdown of it, a table on a page."""
    return [output for output in made.outputs if output.path.endswith(".md")]


@pytest.mark.corpus
def test_every_table_is_rendered_or_said_not_to_be(made: Build) -> None:
    """Each table is a dataset of its own with four outputs, or there is a diagnostic that says why not."""
    skipped = [each for each in made.diagnostics if each.code == "skipped-table"]

    assert len(made.accounts) == len(made.datasets) + len(skipped)
    assert len(made.outputs) == 4 * len(made.datasets)
    assert len({output.path for output in made.outputs}) == len(made.outputs)
    for rows in made.accounts.values():
        assert rows.read + rows.added == rows.emitted + rows.filtered + rows.merged + rows.rejected


@pytest.mark.corpus
def test_every_module_imports_and_says_what_the_cells_say(made: Build) -> None:
    """The values read back from the generated module are those of the records."""
    for output in made.outputs:
        if output.path.endswith(".py"):
            namespace: dict[str, Any] = {"__name__": "generated"}
            exec(compile(output.rendered.data, output.path, "exec", dont_inherit=True), namespace)  # noqa: S102 - the point
            read = [[exact(getattr(record, name)) for name in record.__slots__] for record in namespace["RECORDS"]]
            assert read == [[in_python(value.data) for value in record.values] for record in output.dataset.records]


@pytest.mark.corpus
def test_a_type_checker_finds_nothing(made: Build, tmp_path: Path) -> None:
    """All modules together pass mypy as strictly as it can be."""
    modules = [output.rendered.data for output in made.outputs if output.path.endswith(".py")]
    (tmp_path / "modules").mkdir()
    for number, data in enumerate(modules):
        (tmp_path / "modules" / f"module_{number}.py").write_bytes(data)
    cache = tmp_path / "cache"

    said = run("mypy", "--strict", "--config-file=", f"--cache-dir={cache}", "modules", folder=tmp_path)

    assert said == f"Success: no issues found in {len(modules)} source files\n"


@pytest.mark.corpus
def test_every_json_file_is_valid_against_its_schema(made: Build) -> None:
    """The two files that are made of one dataset fit together, and the records are those of the documents.

    Whether a schema is one itself takes long to say, and is asked of a tenth of them.
    """
    files = {output.path: output for output in made.outputs}
    for index, (path, output) in enumerate(files.items()):
        if path.endswith(".json") and not path.endswith(".schema.json"):
            schema = json.loads(files[path.replace(".json", ".schema.json")].rendered.data)
            data = json.loads(output.rendered.data)
            if index % 40 == 1:
                Draft202012Validator.check_schema(schema)
            validator: Any = Draft202012Validator(schema)
            validator.validate(data)
            members: dict[str, Any] = dict(read_json(output.rendered.data.decode()))
            read = [[value for _, value in record] for record in members["records"]]
            assert read == [[in_json(value.data) for value in record.values] for record in output.dataset.records]


@pytest.mark.corpus
def test_every_table_shows_the_words_of_its_cells(pages: list[Output]) -> None:
    """Each record is a line and a row, each field a cell of it, and no word is lost, gained or out of place."""
    assert len(pages) > 2000
    for page in pages:
        text = page.rendered.data.decode()
        records, fields = page.dataset.records, page.dataset.schema.fields
        assert sum(line.startswith("| <a id=") for line in text.splitlines()) == len(records), page.path
        expected = [
            [_words(value, field) for value, field in zip(record.values, fields, strict=True)] for record in records
        ]
        assert shown(text)[1:] == expected, page.path


@pytest.mark.corpus
def test_the_markup_of_a_value_is_that_of_its_text(pages: list[Output]) -> None:
    """What the other test compares with is no less than the text that all other outputs hold."""
    for value in _values(pages):
        assert plain_text(value.blocks) == value.text, value.location


def _values(pages: list[Output]) -> Iterator[Value]:
    for page in pages:
        for record in page.dataset.records:
            yield from record.values


def _words(value: Value, field: Field) -> list[str]:
    """Give the words that a reader should see: those of the cell, unless it says its value in other words."""
    if value.data is None:
        return []
    is_said = field.type in _SAID or value.text == write_value(value.data)
    return words_shown(value.blocks) if is_said else write_value(value.data).split()
