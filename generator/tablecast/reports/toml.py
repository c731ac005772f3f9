"""TOML to paste or to write: selectors, and whole drafts of datasets with the reason for each guess beside it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, cast

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields as fields_of

from tablecast._toml import quoted
from tablecast.config import FieldConfig, TypeConfig
from tablecast.reports._style import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tablecast.config import Selector
    from tablecast.inference import Draft, LeftOut, Reason

_WIDTH = 100
_SHOWN_CELLS = 3
_SHORTHANDS: dict[type[Struct], str] = {FieldConfig: "column", TypeConfig: "type"}
"""The tables that may be written as just one of their values, and the key of that."""


def literal(value: object) -> str:
    """Write a value on one line; of a table what is not as it would be without being said.

    What a table may be written as in short, it is.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(literal, cast("Sequence[object]", value))) + "]"
    if isinstance(value, Struct):
        said = _said(value)
        short = _SHORTHANDS.get(type(value))
        return literal(said[short]) if short is not None and said.keys() == {short} else _inline(said)
    return _inline(cast("dict[str, object]", value)) if isinstance(value, dict) else str(value)


def selector(found: Selector | None) -> str:
    """Write a selector as the line of TOML that a configuration takes."""
    if found is None:
        return "# only its place tells this table from others: give it a label"
    return f"tables = [{literal(found)}]"


def configuration(
    drafts: Sequence[Draft], left_out: Sequence[LeftOut], sources: Sequence[str], keys: Sequence[str] = ()
) -> Iterator[str]:
    """Give the lines of a new configuration, with the tables that are in no dataset, and why, at its end.

    `keys` lead to the configuration in its file, such as `tool` and `tablecast`.
    """
    yield "# A draft: every guess has its reason beside it. Change what is not so, and run `tablecast generate`."
    yield f"[{'.'.join(keys)}]" if keys else ""
    yield from _entry("sources", tuple(sources))
    yield from addition(drafts, left_out, keys)


def addition(drafts: Sequence[Draft], left_out: Sequence[LeftOut], keys: Sequence[str] = ()) -> Iterator[str]:
    """Give the lines that add datasets to a configuration."""
    for each in drafts:
        yield ""
        yield from _draft(each, ".".join((*keys, "datasets", each.name)))
    if left_out:
        yield ""
        yield f"# Left out, {count(len(left_out), 'table')}:"
        yield from (f"# - {each.candidate.table.location}: {_one_line(each.reason)}" for each in left_out)


def _draft(found: Draft, header: str) -> Iterator[str]:
    yield from _reason(found.reasons.get("tables"))
    yield f"[{header}]"
    for name, value in _said(found.config).items():
        if name != "fields":
            yield from _reason(found.reasons.get(name) if name != "tables" else None)
            yield from _entry(name, value)
    yield ""
    yield f"[{header}.fields]"
    for name, field in found.config.fields.items():
        yield from _reason(found.reasons.get(f"fields.{name}"))
        yield f"{name} = {literal(field)}"


def _reason(reason: Reason | None) -> Iterator[str]:
    """Write a reason as comments, with the first few of the cells that spoke against a bolder guess."""
    if reason is None:
        return
    lead = "# "
    yield from textwrap.wrap(_one_line(reason.text), _WIDTH, initial_indent=lead, subsequent_indent=lead)
    # A place is not broken over lines, so that an editor can follow it.
    for related in reason.against[:_SHOWN_CELLS]:
        yield f"#   {related.location}: {_one_line(related.message)}"
    if len(reason.against) > _SHOWN_CELLS:
        yield f"#   and {len(reason.against) - _SHOWN_CELLS} more"


def _one_line(text: str) -> str:
    """Fold a text for a comment, which may hold no control characters (TOML 1.0, section Comment)."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in " ".join(text.split())
    )


def _entry(name: str, value: object) -> Iterator[str]:
    """Write a key and its value; an array of tables that is too long for a line has a line for each."""
    line = f"{name} = {literal(value)}"
    if len(line) <= _WIDTH or not isinstance(value, tuple):
        yield line
        return
    yield f"{name} = ["
    yield from (f"    {literal(item)}," for item in cast("tuple[object, ...]", value))
    yield "]"


def _inline(entries: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{_key(name)} = {literal(value)}" for name, value in entries.items()) + " }"


def _key(name: str) -> str:
    is_bare = name.isascii() and name.replace("-", "_").isidentifier()
    return name if is_bare else literal(name)


def _said(table: Struct) -> dict[str, Any]:
    """Give what a table says, in the order that people write it: where something is from comes before what it is."""
    defaults = {
        each.name: each.default if each.default_factory is NODEFAULT else each.default_factory()
        for each in fields_of(table)
    }
    values = {name: getattr(table, name) for name in _ordered(table)}
    return {name: value for name, value in values.items() if value != defaults[name]}


def _ordered(table: Struct) -> Iterable[str]:
    names = table.__struct_fields__
    first = ("column", "context", "constant") if isinstance(table, FieldConfig) else ()
    return dict.fromkeys((*(name for name in first if name in names), *names))
