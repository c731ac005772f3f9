"""A configuration at work in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import tablecast

CONFIG = """
sources = ["docs/source/*.rst"]
{extra}

[datasets.code]
tables = [{{ header = ["Code"] }}]
fields.code = "Code"
"""
TABLE = ".. list-table::\n   :header-rows: 1\n\n   * - Code\n   * - 10\n   * - :doc:`/page`\n"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose documentation has a folder of its own, with a page that includes a table from its root."""
    source = tmp_path / "docs" / "source"
    source.mkdir(parents=True)
    (source / "page.rst").write_text("Page\n====\n\n.. include:: /common.inc\n", encoding="utf-8")
    (source / "common.inc").write_text(TABLE, encoding="utf-8")
    (tmp_path / "docs" / "secret.inc").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return source


def configure(extra: str) -> None:
    """Write the configuration."""
    Path("tablecast.toml").write_text(CONFIG.format(extra=extra), encoding="utf-8")


def codes() -> list[object]:
    """The values of the dataset."""
    return [record.values[0].data for record in tablecast.load()["code"].records]


@pytest.mark.parametrize("root", ["docs/source", "./docs/source/"])
def test_a_leading_slash_stands_for_the_root_of_the_documentation(docs: Path, root: str) -> None:
    """In included files as in cross references."""
    assert docs.is_dir()
    configure(f'root = "{root}"')

    assert codes() == ["10", "Page"]
    assert tablecast.load()["code"].records[0].location.path == "docs/source/common.inc"


def test_included_files_stay_in_the_root(docs: Path) -> None:
    """A file of the project beside the documentation is not read, be it by name or by a link."""
    configure('root = "docs/source"')
    for include in ("../secret.inc", "link.inc"):
        (docs / "link.inc").unlink(missing_ok=True)
        (docs / "link.inc").symlink_to("../secret.inc")
        (docs / "page.rst").write_text(f".. include:: {include}\n", encoding="utf-8")

        with pytest.raises(tablecast.TablecastError) as raised:
            tablecast.load()

        assert [problem.code for problem in raised.value.diagnostics] == ["include-refused"]
        assert "outside of the documentation" in raised.value.diagnostics[0].message


def test_includes_can_be_switched_off(docs: Path) -> None:
    """Then an include is a warning, and what it would have brought is missing."""
    configure("includes = false")
    (docs / "page.rst").write_text(".. include:: common.inc\n\n" + TABLE, encoding="utf-8")

    assert len(codes()) == 2
