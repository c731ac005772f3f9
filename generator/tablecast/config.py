"""The configuration as data: what `[tool.tablecast]` or `tablecast.toml` says.

These types are the single source for what is accepted: `tablecast._config` validates against them, and the reference,
`docs/configuration.md`, is tested against them. All paths are relative to the configuration file.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

from tablecast.codes import Code, Level  # noqa: TC001 - as below
from tablecast.model import (  # noqa: TC001 - msgspec resolves the annotations when it validates
    Duplicates,
    Separator,
    TypeName,
)

ContextSource = str
"""Where a context field is drawn from: a name of `CONTEXT_SOURCES`, or `field:NAME` for a document's field."""

CONTEXT_SOURCES = ("list-item", "caption", "heading", "heading-path", "label", "document", "title", "group")

ACCEPTED = "tablecast-accepted.toml"
"""Where accepted changes stand unless the configuration says otherwise."""


class _Table(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table of the configuration; a key that it lacks has its default, and does not count in a digest."""


class Selector(_Table, frozen=True):
    """Which tables: every condition that is given must hold.

    `document`, `caption` and `heading` are shell-style patterns (`*`, `?`); `document` matches the path or its last
    part; `caption` the caption without its number; `heading` any enclosing heading. `header` lists column names that
    the table must have, and `width` is how many columns it has. `count` is how many tables are expected; "any" means
    at least one.
    """

    document: str = ""
    label: str = ""
    original_name: str = ""
    caption: str = ""
    heading: str = ""
    header: tuple[str, ...] = ()
    width: int = 0
    count: int | Literal["any"] = 1


class TypeConfig(_Table, frozen=True):
    """What values are and how they are written in a cell.

    `values` is the closed set of an enum, or a table of a name for each. `pattern` is a regular expression that a text
    must match as a whole. `base` is that of an int's digits, unless a prefix says it. `true` and `false` are the words
    of a bool. `formats` are those of a date or datetime, as for `strptime`. `unit` is the unit of every quantity, which
    a cell need not say, and `units` those that a cell must say one of. `of` is what a list holds, the values of a
    mapping, or the bounds of a range, and `separator` what stands between values. `dataset` is what a reference is to.
    """

    type: TypeName = "str"
    values: tuple[str, ...] | dict[str, str] = ()
    pattern: str = ""
    base: Literal[2, 8, 10, 16] = 10
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    of: TypeConfig | None = None
    separator: Separator = ""
    dataset: str = ""


class FieldConfig(TypeConfig, frozen=True):
    """One field of a dataset: from a `column` (a name, or synonyms), from the table's `context`, or a `constant`.

    A file may give the column alone, `"Status Code"` for `{ column = "Status Code" }`.
    Where `everywhere` is false, tables may lack the column, and the field has no value for their rows.
    A group of the `pattern` that is named like the field, or its only group, is the part that the value is read from.
    With `fill_down`, an empty cell stands for the one above. With `explode`, a row with several values here makes as
    many records. `missing` lists the texts that mean "no value", and `default` is the value to take then.
    """

    column: str | tuple[str, ...] = ""
    everywhere: bool = True
    context: ContextSource = ""
    constant: str | int | float | bool | None = None
    fill_down: bool = False
    explode: Separator = ""
    optional: bool = False
    missing: tuple[str, ...] = ("",)
    default: str | int | float | bool | None = None
    description: str = ""


class Filter(_Table, frozen=True):
    """Rows to leave out, and why: those whose `column` has one of the `values`, or a text that `pattern` matches."""

    column: str | tuple[str, ...]
    reason: str
    values: tuple[str, ...] = ()
    pattern: str = ""


class Override(_Table, frozen=True):
    """A correction of one cell of a document that is wrong.

    `row` names the row by the texts of some of its columns, `column` the cell in it. `digest` is that of the text that
    `text` replaces, so that the override ends when the document changes.
    """

    row: dict[str, str]
    column: str
    text: str
    reason: str
    digest: str = ""


HookMode: TypeAlias = Literal["generate", "check"]
"""What a build hook does before anything is built: write what is not up to date, or fail if anything is not."""


class OutputConfig(_Table, frozen=True):
    """One output file: a template's name, the path to write, and options that the template understands."""

    template: str
    path: str
    options: dict[str, Any] = {}


Header: TypeAlias = Literal["auto", "first-row", "none"] | tuple[str, ...]
"""What the header of a dataset's tables is; see `tablecast.shaping.headers`."""


class DatasetConfig(_Table, frozen=True):
    """One dataset: the tables it is drawn from, their shape, its fields, its key, and what it renders to.

    `header` says what the header of the tables is: "auto" for the rows that the document marks, "first-row", "none",
    or the names of the columns. `orientation` says whether rows are records or columns are. `side_by_side` is how many
    tables stand next to each other in one. `heading_rows` says what to do with rows in which one cell covers all
    columns, or, with `flat_headings`, in which only the first cell has a text: "group" makes them the context `group`
    of the rows below. `duplicates` says what to do with records of one key; `names` pins names of records by key.
    """

    tables: tuple[Selector, ...]
    fields: dict[str, FieldConfig]
    header: Header = "auto"
    orientation: Literal["rows", "columns"] = "rows"
    side_by_side: int = 1
    heading_rows: Literal["error", "skip", "group"] = "error"
    flat_headings: bool = False
    filters: tuple[Filter, ...] = ()
    overrides: tuple[Override, ...] = ()
    key: str | tuple[str, ...] = ""
    duplicates: Duplicates = "error"
    name_field: str = ""
    names: dict[str, str] = {}
    description: str = ""
    outputs: tuple[OutputConfig, ...] = ()


class Config(_Table, frozen=True):
    """The whole configuration.

    `sources` are glob patterns of the documents; `root` is the folder of the documentation, which a leading slash
    stands for in the paths that documents name, and which included files must stay in; `includes` tells whether they
    are read at all; `templates` are folders searched before the built-in templates; `owned` folders in which every
    file must be an output; `manifest` is the file that tells what was generated from what; `severities` say how bad a
    diagnostic is, by its code; `accepted` is the file of breaking changes that are meant; `setuptools` is what its
    build hook does before anything is built.
    """

    sources: tuple[str, ...]
    root: str = ""
    includes: bool = True
    datasets: dict[str, DatasetConfig] = {}
    templates: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    manifest: str = "tablecast.lock"
    severities: dict[Code, Level] = {}
    accepted: str = ACCEPTED
    setuptools: HookMode | None = None
