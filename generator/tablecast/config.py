"""The configuration as data: what `[tool.tablecast]` or `tablecast.toml` says.

These types are the single source for what is accepted: `tablecast._config` validates against them, and the reference,
`docs/configuration.md`, is tested against them. All paths are relative to the configuration file.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

from tablecast.model import TypeName  # noqa: TC001 - msgspec resolves the annotation when it validates

ContextSource = str
"""Where a context field is drawn from: a name of `CONTEXT_SOURCES`, or `field:NAME` for a document's field."""

CONTEXT_SOURCES = ("list-item", "caption", "heading", "heading-path", "label", "document")


class Selector(Struct, frozen=True, forbid_unknown_fields=True):
    """Which tables: every condition that is given must hold.

    `document`, `caption` and `heading` are shell-style patterns (`*`, `?`); `document` matches the path or its last
    part; `caption` the caption without its number; `heading` any enclosing heading. `header` lists column names that
    the table must have. `count` is how many tables are expected; "any" means at least one.
    """

    document: str = ""
    label: str = ""
    original_name: str = ""
    caption: str = ""
    heading: str = ""
    header: tuple[str, ...] = ()
    count: int | Literal["any"] = 1


class FieldConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a dataset: from a `column` (a name, or synonyms) or from the table's `context`.

    A file may give the column alone, `"Status Code"` for `{ column = "Status Code" }`.
    `values` is the closed set of an enum. `missing` lists the texts that mean "no value" for an `optional` field.
    """

    column: str | tuple[str, ...] = ""
    context: ContextSource = ""
    type: TypeName = "str"
    values: tuple[str, ...] = ()
    optional: bool = False
    missing: tuple[str, ...] = ("",)
    description: str = ""


class OutputConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """One output file: a template's name, the path to write, and options that the template understands."""

    template: str
    path: str
    options: dict[str, Any] = {}


Header: TypeAlias = Literal["auto", "first-row", "none"] | tuple[str, ...]
"""What the header of a dataset's tables is; see `tablecast.headers`."""


class DatasetConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """One dataset: the tables it is drawn from, its fields, its key, and what it renders to.

    `header` says what the header of the tables is: "auto" for the rows that the document marks, "first-row", "none",
    or the names of the columns. `heading_rows` says what to do with rows in which one cell covers all columns.
    """

    tables: tuple[Selector, ...]
    fields: dict[str, FieldConfig]
    header: Header = "auto"
    heading_rows: Literal["error", "skip"] = "error"
    key: str | tuple[str, ...] = ""
    name_field: str = ""
    description: str = ""
    outputs: tuple[OutputConfig, ...] = ()


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole configuration.

    `sources` are glob patterns of the documents; `root` is the folder of the documentation, which a leading slash
    stands for in the paths that documents name, and which included files must stay in; `includes` tells whether they
    are read at all; `templates` are folders searched before the built-in templates; `owned` folders in which every
    file must be an output.
    """

    sources: tuple[str, ...]
    root: str = ""
    includes: bool = True
    datasets: dict[str, DatasetConfig] = {}
    templates: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
