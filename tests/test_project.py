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


DOCUMENT = ".. csv-table::\n   :header-rows: 1\n   :file: codes.csv\n"


def failure(tmp_path: Path, config: str) -> tuple[str, str]:
    """What a project is refused for: the code and the message of the only problem."""
    (tmp_path / "tablecast.toml").write_text(config, encoding="utf-8")
    with pytest.raises(tablecast.TablecastError) as raised:
        tablecast.generate(tmp_path / "tablecast.toml")
    (problem,) = raised.value.diagnostics
    return problem.code, problem.message


@pytest.fixture
def codes_project(tmp_path: Path) -> Path:
    """A project whose document takes its table from a CSV file, with a template of its own."""
    (tmp_path / "codes.rst").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "codes.csv").write_text("Code\n10\n", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "list.j2").write_text("{{ dataset.records | length }}\n", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("codes.rst")
    (tmp_path / "elsewhere").symlink_to(tmp_path.parent)
    return tmp_path


OUTPUT = """
sources = ["codes.rst"]
templates = ["mine"]
[datasets.code]
tables = [{{ document = "codes.rst" }}]
fields.code = "Code"
outputs = [{{ template = "{template}", path = "{path}" }}]
"""


@pytest.mark.parametrize("path", ["codes.rst", "codes.csv", "link.txt", "mine/list.j2", "pyproject.toml"])
def test_an_output_never_overwrites_what_it_is_made_of(codes_project: Path, path: str) -> None:
    """Neither a document, nor a file that it reads, nor a template, nor a configuration, whatever links lead there."""
    before = {each: each.read_bytes() for each in codes_project.iterdir() if each.is_file()}

    found = failure(codes_project, OUTPUT.format(template="list.j2", path=path))

    assert found == ("misplaced-output", f"the output '{path}' would overwrite a file that it is made of")
    assert {each: each.read_bytes() for each in before} == before


def test_an_output_stays_in_the_project(codes_project: Path) -> None:
    """A link to a folder does not lead out of it."""
    assert failure(codes_project, OUTPUT.format(template="list.j2", path="elsewhere/codes.txt")) == (
        "misplaced-output",
        "the output 'elsewhere/codes.txt' would be written outside of the project, through a link",
    )


@pytest.mark.parametrize("template", ["../secret.j2", "/etc/hostname", "x/../../secret.j2"])
def test_a_template_stays_in_its_folder(codes_project: Path, template: str) -> None:
    """A template's name is no path to anywhere else."""
    (codes_project / "secret.j2").write_text("secret", encoding="utf-8")

    assert failure(codes_project, OUTPUT.format(template=template, path="out.txt")) == (
        "unknown-template",
        f"there is no template '{template}'",
    )


@pytest.mark.parametrize(
    ("owned", "message"),
    [
        ("genrated", "there is no folder 'genrated', and no output in it"),
        ("codes.csv", "there is no folder 'codes.csv', and no output in it"),
        ("docs", "'docs' holds documents, which are no outputs"),
    ],
)
def test_an_owned_folder_that_guards_nothing_or_too_much_is_refused(tmp_path: Path, owned: str, message: str) -> None:
    """A mistyped folder must not switch the check off in silence."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.rst").write_text(TABLE, encoding="utf-8")
    config = CONFIG.format(extra=f'owned = ["{owned}"]').replace("docs/source", "docs")

    assert failure(tmp_path, config) == ("invalid-value", message)


def test_a_configuration_without_datasets_has_nothing_to_generate(tmp_path: Path) -> None:
    """Success that did nothing would hide a mistake."""
    (tmp_path / "page.rst").write_text(TABLE, encoding="utf-8")

    assert failure(tmp_path, 'sources = ["page.rst"]')[0] == "no-datasets"


def test_one_file_is_one_document_however_patterns_spell_it(docs: Path) -> None:
    """And the documentation may lie beside the configuration."""
    (docs.parent / "conf").mkdir()
    config = CONFIG.replace('"docs/source/*.rst"', '"../source/*.rst", "../conf/../source/page.rst"')
    (docs.parent / "conf" / "tablecast.toml").write_text(config.format(extra='root = "../source"'), encoding="utf-8")

    records = tablecast.load(docs.parent / "conf" / "tablecast.toml")["code"].records

    assert [record.values[0].data for record in records] == ["10", "Page"]
    assert records[0].location.path == "../source/common.inc"
