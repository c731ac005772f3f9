"""Configurations run as their users would, beside the documents they are for, and all that comes of it looked over."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
from jsonschema import Draft202012Validator

from readback import exact, in_json, in_python, read_json
from tablecast._committed import Committed
from tablecast._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast._pipeline import Build
    from tablecast.model import Data, Dataset

TEMPLATES = {
    ".py": "python/records.py.j2",
    "_registry.py": "python/registry.py.j2",
    ".json": "json/records.json.j2",
    ".jsonl": "json/lines.jsonl.j2",
    "_by_key.json": "json/by_key.json.j2",
    ".schema.json": "json/schema.json.j2",
    ".md": "markdown/table.md.j2",
    "_sections.md": "markdown/sections.md.j2",
}
ENUM = "python/enum.py.j2"


class Proven(NamedTuple):
    """What a configuration makes: the build, its Python modules by name, and what `generate -v` says of its rows."""

    build: Build
    modules: dict[str, SimpleNamespace]
    rows: list[str]


def prove(corpus: Path, folder: Path, configuration: str, *, enums: tuple[str, ...] = (), use: str = "") -> Proven:
    """Generate every output of a configuration in a copy of its documents, and assert that all are right.

    The configuration says no outputs: each dataset has those of all templates, and those in `enums` are an enum, too.
    `use` is a module that uses the generated ones, for the type checker.
    """
    _copy_documents(corpus, folder, configuration)
    (folder / "tablecast.toml").write_text(_with_outputs(configuration, enums), encoding="utf-8")
    said = run(sys.executable, "-m", "tablecast", "generate", "-v", folder=folder)
    project = Project.open(folder / "tablecast.toml")
    build = project.build()
    assert Committed.read(project).drifts == ()
    for rows in build.accounts.values():
        assert rows.read + rows.added == rows.emitted + rows.filtered + rows.merged + rows.rejected
    modules = {path.stem: _imported(path) for path in sorted(folder.glob("*.py"))}
    for dataset in build.datasets:
        _check_python(dataset, modules[dataset.name])
        _check_json(dataset, folder)
        _check_markdown(dataset, folder)
    (folder / "use.py").write_text(use, encoding="utf-8")
    cache = folder.parent / "mypy_cache"
    run("mypy", "--strict", "--config-file=", f"--cache-dir={cache}", "--python-version=3.11", ".", folder=folder)
    return Proven(build, modules, _rows_of(said))


def run(*command: str, folder: Path) -> str:
    """Run a tool of this environment, assert that it succeeds, and give what it says."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603 - a tool of ours.
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _data(dataset: Dataset) -> Iterator[tuple[Data, ...]]:
    """Give the values of each record."""
    return (tuple(value.data for value in record.values) for record in dataset.records)


def _copy_documents(corpus: Path, folder: Path, configuration: str) -> None:
    for pattern in tomllib.loads(configuration)["sources"]:
        for document in sorted(corpus.glob(pattern)):
            copy = folder / document.relative_to(corpus)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(document, copy)


def _with_outputs(configuration: str, enums: tuple[str, ...]) -> str:
    def outputs(found: re.Match[str]) -> str:
        files = {found[1] + extension: template for extension, template in TEMPLATES.items()}
        if found[1] in enums:
            files[f"{found[1]}_enum.py"] = ENUM
        listed = ", ".join(f'{{ template = "{template}", path = "{path}" }}' for path, template in files.items())
        return f"{found[0]}\noutputs = [{listed}]"

    return re.sub(r"^\[datasets\.(\w+)\]$", outputs, configuration, flags=re.MULTILINE)


def _imported(path: Path) -> SimpleNamespace:
    namespace: dict[str, Any] = {"__name__": "generated"}
    exec(compile(path.read_bytes(), path.name, "exec", dont_inherit=True), namespace)  # noqa: S102 - the point
    return SimpleNamespace(**namespace)


def _check_python(dataset: Dataset, module: SimpleNamespace) -> None:
    read = [[exact(getattr(record, name)) for name in record.__slots__] for record in module.RECORDS]
    assert read == [[in_python(data) for data in row] for row in _data(dataset)]


def _check_json(dataset: Dataset, folder: Path) -> None:
    text = (folder / f"{dataset.name}.json").read_text(encoding="utf-8")
    schema = json.loads((folder / f"{dataset.name}.schema.json").read_bytes())
    jsonschema.validate(json.loads(text), schema, Draft202012Validator)
    read = [[value for _, value in record] for record in dict(read_json(text))["records"]]
    assert read == [[in_json(data) for data in row] for row in _data(dataset)]
    lines = (folder / f"{dataset.name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert [[value for _, value in read_json(line)] for line in lines] == read


def _check_markdown(dataset: Dataset, folder: Path) -> None:
    for name in (f"{dataset.name}.md", f"{dataset.name}_sections.md"):
        text = (folder / name).read_text(encoding="utf-8")
        anchors = re.findall(r'^(?:\| |## )<a id="(.+?)"></a>', text, re.MULTILINE)
        assert len(anchors) == len(set(anchors)) == len(dataset.records)


def _rows_of(said: str) -> list[str]:
    return [line for line in said.splitlines() if re.match(r"\w+: \d+ rows? read|  \d+ filtered: ", line)]
