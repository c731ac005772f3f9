"""The reference of the configuration says what the code does: each key, its type and default, and valid examples."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec
import pytest
from markdown_it import MarkdownIt

from tablecast._config import parse_config
from tablecast._validation import describe
from tablecast.config import (
    CONTEXT_SOURCES,
    Config,
    DatasetConfig,
    FieldConfig,
    Filter,
    OutputConfig,
    Override,
    Selector,
    TypeConfig,
)
from tablecast.diagnostics import TablecastError
from tablecast.model import Duplicates, TypeName
from tablecast.schema import field_of
from tablecast.types import read_value
from tablecast.writers._literals import json as json_literals
from tablecast.writers._python_types import ANNOTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
TYPES: dict[str, type[Struct]] = {
    "Top level": Config,
    "Datasets": DatasetConfig,
    "Selectors": Selector,
    "Fields": FieldConfig,
    "Types": TypeConfig,
    "Filters": Filter,
    "Overrides": Override,
    "Outputs": OutputConfig,
}


class Block(NamedTuple):
    """A fenced block or a bold line of the page, with the headings above it."""

    section: str
    key: str
    kind: str
    text: str
    line: int


def blocks() -> Iterator[Block]:
    """Give what the page holds under each heading."""
    section = key = ""
    tokens = MarkdownIt().parse(PAGE)
    for before, token in itertools.pairwise(tokens):
        line = token.map[0] + 1 if token.map else 0
        if before.type == "heading_open":
            section, key = (section, token.content.strip("`")) if before.tag == "h3" else (token.content, "")
        elif token.type == "fence":
            yield Block(section, key, token.info, token.content, line)
        elif token.content.startswith("**"):
            yield Block(section, key, "type", token.content.strip("*"), line)


def signature(field: msgspec.structs.FieldInfo) -> str:
    """Say of a key what the page has to say in bold."""
    if field.required:
        return f"{describe(field.type)}, required"
    default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    shown = f"default `{json.dumps(default)}`" if default not in ("", (), {}, None) else "optional"
    return f"{describe(field.type)}, {shown}"


def own_fields(table: type[Struct]) -> list[msgspec.structs.FieldInfo]:
    """Give the keys of a table, without those that it shares with another one."""
    shared = {name for base in table.__bases__ for name in getattr(base, "__struct_fields__", ())}
    return [field for field in msgspec.structs.fields(table) if field.name not in shared]


def completed(example: str) -> str:
    """Add to an example what a valid configuration needs beyond it."""
    data: dict[str, Any] = tomllib.loads(example)
    text = example if "sources" in data else f'sources = ["docs/*.rst"]\n{example}'
    for name, dataset in data.get("datasets", {}).items():
        if "tables" not in dataset:
            text += f'[[datasets.{name}.tables]]\nlabel = "somewhere"\n'
        if "fields" not in dataset:
            text += f'[datasets.{name}.fields]\nsomething = "Something"\n'
    return text


BLOCKS = list(blocks())
EXAMPLES = [block for block in BLOCKS if block.kind == "toml"]


@pytest.mark.parametrize("section", TYPES)
def test_keys(section: str) -> None:
    """Each section has every key of its table, in the order of the code, with its type and default."""
    expected = [(field.encode_name, signature(field)) for field in own_fields(TYPES[section])]
    found = [(block.key, block.text) for block in BLOCKS if block.section == section and block.kind == "type"]
    assert found == expected


@pytest.mark.parametrize("section", TYPES)
def test_each_key_has_an_example(section: str) -> None:
    """Each key has an example that uses it."""
    for field in own_fields(TYPES[section]):
        examples = [block.text for block in EXAMPLES if (block.section, block.key) == (section, field.encode_name)]
        assert len(examples) == 1
        assert re.search(rf"\b{field.encode_name}\b", examples[0])


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: f"line {block.line}")
def test_examples(block: Block) -> None:
    """Each example is accepted, the whole files as they stand; the wrong one is answered as shown."""
    first_line = block.text.partition("\n")[0]
    if first_line == "# wrong":
        (expected,) = (each.text for each in BLOCKS if each.kind == "text" and each.section == block.section)
        with pytest.raises(TablecastError) as caught:
            parse_config("tablecast.toml", block.text)
        assert "".join(f"{found}\n    {found.hint}\n" for found in caught.value.diagnostics) == expected
    elif first_line.startswith("# "):
        assert parse_config(first_line.removeprefix("# "), block.text).config.datasets
    else:
        parse_config("tablecast.toml", completed(block.text))


def test_the_two_files_are_one_configuration() -> None:
    """The first two examples say the same, in the one file and in the other."""
    first, second = (
        parse_config(name, block.text).config
        for name, block in zip(("pyproject.toml", "tablecast.toml"), EXAMPLES, strict=False)
    )
    assert first == second


def test_contexts() -> None:
    """The table of contexts has each that the code knows."""
    rows = [line.split("`")[1].strip('"') for line in PAGE.splitlines() if line.startswith('| `"')]
    assert rows == [*CONTEXT_SOURCES, "field:NAME"]


# --- the tables -------------------------------------------------------------------------------------------------------

OPTIONS = {
    "enum": TypeConfig(type="enum", values=("minor", "major")),
    "code": TypeConfig(type="code", pattern=r"E\.\d{4}"),
    "list": TypeConfig(type="list", separator=","),
    "reference": TypeConfig(type="reference", dataset="service"),
}
"""What the examples in the table of types need beyond their type."""


def rows(heading: str) -> list[list[str]]:
    """Give the cells of the table below the first header that begins with a word, without the header."""
    lines = PAGE.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    table = itertools.takewhile(lambda line: line.startswith("|"), lines[start:])
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def codes(text: str) -> list[str]:
    """Give what stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def test_types() -> None:
    """The table of types has each, in order."""
    assert [codes(cells[0]) for cells in rows("Type")] == [[name] for name in get_args(TypeName)]


@pytest.mark.parametrize("cells", rows("Type"), ids=lambda cells: codes(cells[0])[0])
def test_type(cells: list[str]) -> None:
    """What the table says that a cell may say is read, and becomes in JSON what it shows."""
    (name,) = codes(cells[0])
    field = field_of("x", OPTIONS.get(name) or msgspec.convert({"type": name}, TypeConfig))
    texts = [text for text in codes(cells[1]) if (name, text) != ("version", "3.1")]
    values = [read_value(text, field) for text in texts]
    assert [json_literals.literal(values[0])] == codes(cells[3])


def test_types_in_python() -> None:
    """The table names the type that each has in generated Python; two of them depend on more than their name."""
    found = {codes(cells[0])[0]: codes(cells[2])[0] for cells in rows("Type")}
    expected = {name: annotation.code.format("str") for name, annotation in ANNOTATIONS.items()}
    assert found | {"enum": "", "reference": ""} == expected | {"enum": "", "reference": ""}


def test_duplicates() -> None:
    """The table of what is done with duplicates has each choice, in order."""
    tables = re.findall(r"^\| `(\w+)` \| (?:are|become) ", PAGE, re.MULTILINE)
    assert tables == list(get_args(Duplicates))
