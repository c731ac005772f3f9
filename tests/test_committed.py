"""What may be written over, what is deleted, and what the manifest keeps, in a small project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repositories import document
from tablecast import TablecastError, check, generate, manifest
from tablecast.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

CONFIG = """\
sources = ["docs/*.rst"]

[datasets.error]
tables = [{ document = "errors.rst" }]
key = "code"
fields = { code = { column = "Code", type = "int" }, title = "Title" }
outputs = [
    { template = "json/lines.jsonl.j2", path = "out/error.jsonl" },
    { template = "markdown/table.md.j2", path = "out/error.md" },
]

[datasets.warning]
tables = [{ document = "warnings.rst" }]
key = "code"
fields = { code = { column = "Code", type = "int" }, title = "Title" }
outputs = [{ template = "markdown/table.md.j2", path = "out/warning.md" }]
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two datasets, generated."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "docs/errors.rst").write_text(document(_404="Not found", _500="Broken"), encoding="utf-8")
    (tmp_path / "docs/warnings.rst").write_text(document(_1="Slow"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    generate()
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def actions(*datasets: str, dry_run: bool = False, force: bool = False) -> dict[str, str]:
    """What generating does to the files that it changes."""
    changes = generate(datasets=datasets, dry_run=dry_run, force=force)
    return {change.path: change.action for change in changes if change.action != "unchanged"}


def kept(folder: Path) -> manifest.Manifest:
    """The manifest that is there."""
    return manifest.decode((folder / "tablecast.lock").read_bytes())


def refusals(*datasets: str) -> list[tuple[str, str]]:
    """Why nothing is generated: the codes, with the places."""
    with pytest.raises(TablecastError) as caught:
        generate(datasets=datasets)
    return [(each.code, str(each.location)) for each in caught.value.diagnostics]


@pytest.mark.usefixtures("small")
def test_generating_twice_changes_nothing() -> None:
    """Neither an output nor the manifest."""
    assert actions() == {}
    assert check() == ()


def test_one_dataset_alone(small: Path) -> None:
    """What the manifest says of the others stays, also where their documents have changed."""
    edit(small / "docs/errors.rst", "Broken", "Down")
    edit(small / "docs/warnings.rst", "Slow", "Late")
    before = kept(small)

    assert actions("error") == {"out/error.jsonl": "updated", "out/error.md": "updated", "tablecast.lock": "updated"}

    after = kept(small)
    assert after.entries["out/warning.md"] == before.entries["out/warning.md"]
    assert after.datasets["warning"] == before.datasets["warning"]
    assert after.datasets["error"] != before.datasets["error"]
    assert [(drift.path, drift.causes) for drift in check()] == [("out/warning.md", ("document",))]


def test_nothing_is_written_where_one_file_was_edited(small: Path) -> None:
    """Neither that file nor the others, which is told of every edited file at once."""
    edit(small / "docs/errors.rst", "Broken", "Down")
    edit(small / "out/error.md", "Not found", "Gone")
    edit(small / "out/warning.md", "Slow", "Late")
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}

    assert refusals() == [("hand-edited", "out/error.md:13"), ("hand-edited", "out/warning.md:13")]
    assert refusals("warning") == [("hand-edited", "out/warning.md:13")]

    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before
    assert actions(force=True, dry_run=True) == actions(force=True)
    assert check() == ()


def test_an_edit_that_the_document_now_says_is_no_edit(small: Path) -> None:
    """Whoever writes it into the document need not force anything."""
    edit(small / "out/error.md", "Broken", "Down")
    edit(small / "docs/errors.rst", "Broken", "Down")

    assert actions() == {"out/error.jsonl": "updated", "tablecast.lock": "updated"}


def test_other_line_ends_are_no_edit(small: Path) -> None:
    """Nothing is lost when they are mended."""
    edit(small / "docs/errors.rst", "Broken", "Down")
    (small / "out/error.md").write_bytes((small / "out/error.md").read_bytes().replace(b"\n", b"\r\n"))

    assert actions()["out/error.md"] == "updated"


@pytest.mark.parametrize("name", ["out/error.jsonl", "out/error.md"])
def test_a_file_that_was_not_generated_is_not_overwritten(name: str, small: Path) -> None:
    """A path may be mistyped, and be that of a file that somebody has written."""
    (small / "tablecast.lock").unlink()
    (small / name).write_bytes(b"mine\n")

    assert refusals() == [("not-generated", name)]
    assert actions(force=True) == {name: "updated", "tablecast.lock": "created"}


def test_without_a_manifest_what_says_that_it_is_generated_is_ours(small: Path) -> None:
    """Its first lines say so; lines of JSON have no place for that, and are overwritten if that is forced."""
    (small / "tablecast.lock").unlink()
    edit(small / "docs/warnings.rst", "Slow", "Late")
    edit(small / "docs/errors.rst", "Broken", "Down")

    assert actions("warning") == {"out/warning.md": "updated", "tablecast.lock": "created"}
    assert refusals() == [("not-generated", "out/error.jsonl")]


def test_a_conflict_in_the_manifest_and_in_an_output_is_ended_by_generating(small: Path) -> None:
    """What both sides have generated is ours, whatever it says."""
    edit(small / "docs/errors.rst", "Broken", "Down")
    for name in ("tablecast.lock", "out/error.jsonl"):
        lines = (small / name).read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(["<<<<<<< HEAD\n", *lines, "=======\n", *lines, ">>>>>>> other\n"])
        (small / name).write_text(text, encoding="utf-8")

    assert {drift.path: drift.causes for drift in check()} == {
        "out/error.jsonl": ("conflict",),
        "out/error.md": ("changed",),
    }
    assert actions() == {"out/error.jsonl": "updated", "out/error.md": "updated", "tablecast.lock": "updated"}
    assert check() == ()


def test_what_is_no_longer_generated_is_deleted(small: Path) -> None:
    """Unless somebody has edited it; that is told until it is gone, and the manifest remembers it."""
    edit(small / "tablecast.toml", '"out/error.md"', '"out/errors.md"')
    edit(small / "tablecast.toml", '"out/warning.md"', '"out/warnings.md"')
    edit(small / "out/warning.md", "Slow", "Late")

    assert actions() == {
        "out/errors.md": "created",
        "out/warnings.md": "created",
        "tablecast.lock": "updated",
        "out/error.md": "removed",
    }

    assert not (small / "out/error.md").exists()
    assert [(drift.path, drift.causes) for drift in check()] == [("out/warning.md", ("stale", "edited"))]
    assert actions(force=True) == {}
    (small / "out/warning.md").unlink()
    assert check() == ()
    assert actions() == {"tablecast.lock": "updated"}
    assert sorted(kept(small).entries) == ["out/error.jsonl", "out/errors.md", "out/warnings.md"]


def test_outputs_of_a_dataset_that_is_gone_are_deleted_with_all_but_not_with_others(small: Path) -> None:
    """Generating one dataset is nobody else's business."""
    edit(small / "tablecast.toml", CONFIG[CONFIG.index("[datasets.warning]") :], "")

    assert actions("error") == {}
    assert actions() == {"tablecast.lock": "updated", "out/warning.md": "removed"}
    assert list(kept(small).datasets) == ["error"]


def test_the_version_changes_with_what_it_has_written_alone(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version that renders everything as before leaves no trace, so that a team may have several."""
    before = kept(small)
    monkeypatch.setattr("tablecast._committed.__version__", "9.9.9")

    assert (actions(), check()) == ({}, ())
    edit(small / "docs/errors.rst", "Broken", "Down")
    assert {drift.causes for drift in check()} == {("document", "generator")}
    generate()

    assert (before.generator != "9.9.9", kept(small).generator) == (True, "9.9.9")


def test_clean(small: Path, tablecast: Callable[..., Result]) -> None:
    """All that the manifest names goes, but what was edited; with the last output, the manifest goes."""
    edit(small / "out/error.md", "Broken", "Down")

    dry, done = tablecast("clean", "--dry-run"), tablecast("clean")

    removed = "removed    out/error.jsonl\nremoved    out/warning.md\n"
    left = (
        "out/error.md: warning: the file was generated, and is left because it was edited by hand "
        "[stale-edited]\n  hint: delete it, or move it to where no outputs are\n"
    )
    assert dry == (0, f"updated    tablecast.lock\n{removed}", f"{left}dry run: nothing was deleted\n")
    assert done == (0, f"updated    tablecast.lock\n{removed}", left)
    assert sorted(path.name for path in (small / "out").iterdir()) == ["error.md"]
    assert list(kept(small).entries) == ["out/error.md"]

    (small / "out/error.md").unlink()
    assert tablecast("clean").out == "removed    tablecast.lock\n"
    assert tablecast("clean").code == 2
    assert tablecast("generate").code == 0


def test_cleaning_needs_a_manifest(small: Path, tablecast: Callable[..., Result]) -> None:
    """Without one there is no telling what may be deleted."""
    (small / "tablecast.lock").write_bytes(b"{}\n")

    code, out, err = tablecast("clean")

    assert (code, out) == (2, "")
    told = "has a line that is none of a manifest: Object missing required field `manifest`"
    message = f"the manifest {told}, so there is no telling what may be deleted"
    assert err.startswith(f"tablecast.lock:1: error: {message} [manifest-unreadable]\n")
    assert len(list((small / "out").iterdir())) == 3


def test_the_manifest_may_not_take_the_place_of_a_document(small: Path, tablecast: Callable[..., Result]) -> None:
    """Its path can be mistyped like that of an output."""
    edit(small / "tablecast.toml", "sources", 'manifest = "docs/errors.rst"\nsources')

    code, _, err = tablecast("generate")

    assert code == 2
    assert err.startswith(
        "tablecast.toml:1:12: error: the manifest 'docs/errors.rst' would overwrite a file that it is made of"
    )


@pytest.mark.parametrize("name", ["../outside.txt", "docs/errors.rst", "tablecast.toml", "mine/a.md.j2"])
@pytest.mark.parametrize("command", ["generate", "clean"])
def test_what_cannot_be_an_output_is_not_deleted(
    command: str, name: str, small: Path, tablecast: Callable[..., Result]
) -> None:
    """Whatever the manifest says: a merge or a person may have written it."""
    edit(small / "tablecast.toml", "sources", 'templates = ["mine"]\nsources')
    (small / "mine").mkdir()
    for path in ("../outside.txt", "mine/a.md.j2"):
        (small / path).write_bytes(b"mine\n")
    forged = manifest.Entry(name, "error", "", "", digest((small / name).read_bytes()), "")
    before = kept(small)
    data = before._replace(entries={**before.entries, name: forged}).encode()
    (small / "tablecast.lock").write_bytes(data)

    code, out, _ = tablecast(command)

    assert (code, f"removed    {name}" in out) == (0, False)
    assert (small / name).exists()


def test_a_file_that_is_renamed_in_case_alone_is_not_deleted(small: Path) -> None:
    """Where upper and lower case are the same, it is the file that was just written; here a second name stands in."""
    edit(small / "tablecast.toml", '"out/warning.md"', '"out/Warning.md"')
    (small / "out/Warning.md").hardlink_to(small / "out/warning.md")

    assert actions() == {"tablecast.lock": "updated"}
    assert (small / "out/Warning.md").exists()


def test_the_configuration_decides_what_the_api_tells(small: Path) -> None:
    """Drift that it does not want to know of is left out, and what it calls an error is raised."""
    (small / "out/old.md").write_bytes((small / "out/error.md").read_bytes())
    assert [drift.causes for drift in check()] == [("unexpected",)]
    edit(small / "tablecast.toml", "[datasets.error]", '[severities]\ndrift-unexpected = "off"\n[datasets.error]')
    assert check() == ()

    edit(small / "tablecast.toml", "[severities]", '[severities]\nmanifest-missing = "error"')
    (small / "tablecast.lock").unlink()

    with pytest.raises(TablecastError, match="there is no manifest, so there is no telling why an output differs"):
        check()
