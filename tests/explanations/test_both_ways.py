"""Every value of the project's own document, from its outputs to the document and back, in all built-in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explained import check_value, outputs
from pages import ROOT
from tablecast._project import Project
from tablecast.explanations import explain_document

if TYPE_CHECKING:
    from tablecast._pipeline import Build


@pytest.fixture(scope="module")
def project() -> Project:
    """This project."""
    return Project.open(ROOT / "pyproject.toml")


@pytest.fixture(scope="module")
def build(project: Project) -> Build:
    """What the user's document makes."""
    return project.build(["status_code"], whole=True)


def test_every_value_is_explained_in_all_templates(project: Project, build: Build) -> None:
    (dataset,) = build.datasets
    config = project.loaded.config.datasets[dataset.name]
    made = outputs(dataset)
    assert len(made) == 10
    counts = [
        check_value(made, build.documents, config, record, index)
        for record in range(len(dataset.records))
        for index in range(len(dataset.schema.fields))
    ]
    assert len(counts) == 64
    # Every template but that of the JSON Schema says every value; constants say no outcome.
    assert min(counts) >= 8


def test_every_line_of_a_row_leads_to_all_that_the_row_says(project: Project, build: Build) -> None:
    """Each row of the document takes two lines: its texts, and the border below."""
    (dataset,) = build.datasets
    path = "source_docs/vpcep_08_0001.rst"
    for record in dataset.records:
        for line in (record.location.line, record.location.line + 1):
            found = explain_document(
                path,
                line,
                0,
                text="",
                documents=build.documents,
                outputs=build.outputs,
                datasets=build.datasets,
                configs=project.loaded.config.datasets,
            )
            (use,) = found.uses
            assert (found.part, found.row) == ("row", record.location)
            assert use.records == (record.values[0].text,)
            fields = {(each.path, name) for each in use.standing for name in each.fields}
            names = {field.name for field in dataset.schema.fields}
            saying = {output.path for output in build.outputs if not output.path.endswith(".schema.json")}
            assert fields == {(path, name) for path in saying for name in names}
