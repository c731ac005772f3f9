"""What the reference of the configuration shows of shaping: tables, and the records or errors that come of them.

`pytest tests/test_docs_shaping.py --accept` writes what comes of them now into the page; read the difference before you
commit it.
"""

from __future__ import annotations

import itertools
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from markdown_it import MarkdownIt

import tablecast

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"
OUTPUT = "records.json"


class Example(NamedTuple):
    """A table, a configuration, and what the page says that comes of them; `line` and `end` are where that stands."""

    heading: str
    document: str
    configuration: str
    kind: str
    expected: str
    line: int
    end: int


def examples() -> Iterator[Example]:
    """Give the examples of the section; several may be about one table."""
    section = heading = document = configuration = ""
    for before, token in itertools.pairwise(MarkdownIt().parse(PAGE.read_text(encoding="utf-8"))):
        if before.type == "heading_open":
            section, heading = (section, token.content) if before.tag == "h3" else (token.content, "")
        if section != "Shaping" or token.type != "fence" or token.map is None:
            continue
        if token.info == "rst":
            document = token.content
        elif token.info == "toml":
            configuration = token.content
        else:
            line, end = token.map
            yield Example(heading, document, configuration, token.info, token.content, line + 1, end - 1)


def completed(configuration: str) -> str:
    """Add to an example what it needs to make one output."""
    data = tomllib.loads(configuration)
    text = configuration if "sources" in data else f'sources = ["docs/*.rst"]\n{configuration}'
    for name, dataset in data["datasets"].items():
        if "tables" not in dataset:
            text += f'[[datasets.{name}.tables]]\ndocument = "*"\n'
        text += f'[[datasets.{name}.outputs]]\ntemplate = "json/records.json.j2"\npath = "{OUTPUT}"\n'
    return text


def outcome(example: Example) -> str:
    """Give what comes of an example: its records, one a line, or its errors with their hints."""
    Path("docs").mkdir()
    Path("docs", "errors.rst").write_text(example.document, encoding="utf-8")
    Path("tablecast.toml").write_text(completed(example.configuration), encoding="utf-8")
    try:
        records = json.loads(tablecast.render("tablecast.toml")[OUTPUT])["records"]
    except tablecast.TablecastError as error:
        return "".join(f"{found}\n    {found.hint}\n" for found in error.diagnostics)
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


EXAMPLES = list(examples())


def test_each_part_has_an_example() -> None:
    """Nothing of the section goes untested."""
    headings = [
        token.content
        for before, token in itertools.pairwise(MarkdownIt().parse(PAGE.read_text(encoding="utf-8")))
        if before.type == "heading_open" and before.tag in {"h2", "h3"}
    ]
    section = headings[headings.index("Shaping") + 1 :]
    assert list(dict.fromkeys(example.heading for example in EXAMPLES)) == section[: section.index("Filters")]


# From the end, so that what is accepted moves no line of what is still to come.
@pytest.mark.parametrize("example", EXAMPLES[::-1], ids=lambda example: f"line {example.line}")
def test_examples(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """The table and the configuration give what the page says."""
    monkeypatch.chdir(tmp_path)

    actual = outcome(example)

    if request.config.getoption("--accept"):
        lines = PAGE.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[example.line : example.end] = [actual]
        PAGE.write_text("".join(lines), encoding="utf-8", newline="\n")
    else:
        assert actual == example.expected
        assert example.kind == ("json" if actual.startswith("{") else "text")
