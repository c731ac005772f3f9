"""What `tablecast init` offers to write: outputs that fit each other, under names and paths that nothing else has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tablecast._drafts import offer, offer_more
from tablecast._project import Project
from tablecast._workspace import Workspace
from tablecast.config import OutputConfig

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Pumps\n=====\n\n.. csv-table::\n   :header: {}\n\n"


def written(folder: Path, header: str, *rows: str) -> Workspace:
    """A folder with a document of one table."""
    (folder / "a.rst").write_text(HEAD.format(header) + "".join(f"   {row}\n" for row in rows), encoding="utf-8")
    return Workspace(folder)


@pytest.mark.parametrize(
    ("header", "rows", "suffix", "form"),
    [
        ("Name,Text", ("one,x", "two,y"), "json", {"form": "by_key"}),
        ("Text,Note", ("one,x", "one,y"), "json", {}),
        ("Name,Text", tuple(f"pump {number},x" for number in range(1001)), "jsonl", {"form": "line"}),
    ],
)
def test_a_schema_has_the_form_of_its_file(
    tmp_path: Path, header: str, rows: tuple[str, ...], suffix: str, form: dict[str, str]
) -> None:
    """An object by key, an array of records, or one on a line; the file names the schema, if it can."""
    (draft,) = offer(written(tmp_path, header, *rows), []).drafts
    outputs = {output.path: output for output in draft.config.outputs}

    assert outputs["generated/pumps.schema.json"] == OutputConfig(
        "json/schema.json.j2", "generated/pumps.schema.json", form
    )
    options = {"schema": "pumps.schema.json"} if suffix == "json" else {}
    assert outputs[f"generated/pumps.{suffix}"].options == options


def test_what_is_configured_says_where_the_root_is(tmp_path: Path) -> None:
    """References to documents that begin with a slash are found from there."""
    (tmp_path / "docs").mkdir()
    written(tmp_path / "docs", "Name,See", "one,:doc:`/b`", "two,:doc:`/b`")
    (tmp_path / "docs" / "b.rst").write_text("Valves\n======\n", encoding="utf-8")
    config = tmp_path / "tablecast.toml"
    types: list[str] = []
    for root in ("docs", "."):
        config.write_text(f'sources = ["docs/*.rst"]\nroot = "{root}"\n', encoding="utf-8")
        (draft,) = offer_more(Project.open(config), []).drafts
        types.append(draft.config.fields["see"].type)

    assert types == ["reference", "str"]
