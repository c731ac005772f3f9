"""Every table of the corpus, rendered without a configuration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from proven import run
from readback import exact, in_json, in_python, read_json
from tablecast._unconfigured import build_tables
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tablecast._pipeline import Build


@pytest.fixture(scope="module")
def made(corpus: Path) -> Build:
    """What the whole corpus gives."""
    return build_tables(Workspace(corpus), ["otc", "other"], "out")


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
    """The two files that are made of one dataset fit together, and the records are those of the documents."""
    files = {output.path: output for output in made.outputs}
    for path, output in files.items():
        if path.endswith(".json") and not path.endswith(".schema.json"):
            schema = json.loads(files[path.replace(".json", ".schema.json")].rendered.data)
            data = json.loads(output.rendered.data)
            jsonschema.validate(data, schema, Draft202012Validator)
            members: dict[str, Any] = dict(read_json(output.rendered.data.decode()))
            read = [[value for _, value in record] for record in members["records"]]
            assert read == [[in_json(value.data) for value in record.values] for record in output.dataset.records]
