"""The template of GitLab, `ci/gitlab.yml`, and the recipe for other services, run on a repository with drift."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pages import ROOT, steps
from repositories import CONFIG, Repo, document
from runners import run_gitlab_job, run_script

if TYPE_CHECKING:
    from collections.abc import Callable

# The scripts are bash; what they run says, each report of it, has tests that every session runs.
pytestmark = pytest.mark.once

TEMPLATE = ROOT / "ci" / "gitlab.yml"
# What pip finds to be there already, it neither fetches nor installs.
VARIABLES = {"TABLECAST": "tablecast", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Callable[..., object]) -> Repo:
    """A repository with an output that does not say what its document says."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    repo = Repo.create(tmp_path)
    repo.write({"tablecast.toml": CONFIG, "docs/errors.rst": document(_404="Not found")})
    monkeypatch.chdir(repo.folder)
    tablecast("generate")
    repo.write({"docs/errors.rst": document(_404="Missing")})
    return repo


def test_drift(repo: Repo) -> None:
    """The log is for people, and the reports are where the job keeps them."""
    code, log, artifacts = run_gitlab_job(TEMPLATE, "tablecast", repo.folder, VARIABLES)

    assert code == 1
    assert log.splitlines()[-6:] == [
        "docs/errors.rst  Codes, error                                      1 row differs",
        "  ~ 404  title   Not found \N{RIGHTWARDS ARROW} Missing                                          :9",
        "  \N{RIGHTWARDS ARROW} out/error.json",
        "",
        "1 file out of step with the documents",
        "  document changed  1 file  run: tablecast generate",
    ]
    reports = {name: (repo.folder / path).read_bytes() for name, path in artifacts["reports"].items()}
    (issue,) = json.loads(reports["codequality"])
    assert issue["location"] == {"path": "docs/errors.rst", "lines": {"begin": 10}}
    assert ET.fromstring(reports["junit"]).attrib["failures"] == "1"  # noqa: S314 - our own XML
    assert artifacts["when"] == "always"


def test_variables(repo: Repo) -> None:
    """The configuration may have another name, and the project may have something to say."""
    (repo.folder / "tablecast.toml").rename(repo.folder / "my config.toml")
    given = {"TABLECAST_CONFIG": "my config.toml", "TABLECAST_FAIL_MSG": "See `CONTRIBUTING.md`."}

    code, log, _ = run_gitlab_job(TEMPLATE, "tablecast", repo.folder, VARIABLES | given)

    assert (code, log.splitlines()[-1]) == (1, "See `CONTRIBUTING.md`.")
    code, log, _ = run_gitlab_job(TEMPLATE, "tablecast", repo.folder, VARIABLES)
    assert (code, "[no-config]" in log) == (2, True)


def test_the_recipe_of_the_page(repo: Repo) -> None:
    """It installs what the page leaves to the reader, fails on drift, and writes the list of tests."""
    (script,) = [step.text for step in steps(ROOT / "docs" / "ci.md") if step.name == "check-tables.sh"]

    code, log = run_script(script.replace("path/to/tablecast", "tablecast"), repo.folder, VARIABLES)

    assert (code, log.splitlines()[-2]) == (1, "1 file out of step with the documents")
    assert ET.parse(repo.folder / "tables.xml").getroot().attrib["failures"] == "1"  # noqa: S314 - our own XML
