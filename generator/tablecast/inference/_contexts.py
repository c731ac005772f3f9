"""What is around a table as part of its records' key, where the same key stands in several tables."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.config import FieldConfig
from tablecast.inference._columns import distinct
from tablecast.inference._keys import find_repeated_key, is_unique, repeated_rows
from tablecast.inference._values import Reason, related
from tablecast.shaping.context import context_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from tablecast.config import DatasetConfig
    from tablecast.inference._tables import Content
    from tablecast.selection import Candidate

_CONTEXTS = {
    "caption": "caption",
    "heading": "section",
    "list-item": "list_item",
    "title": "page",
    "document": "document",
}
"""What tables are told apart by, and what the field of it is called."""

_OUTERMOST_FIRST = ("title", "document", "heading", "list-item", "caption")
_MOST_CONTEXTS = 3


def with_context(content: Content, tables: Sequence[Candidate]) -> tuple[DatasetConfig, Reason]:
    """Give the configuration of some tables with a key that holds for all of them together, if there is one."""
    config, reason = content.config(), content.key.reason
    by_name = {field.name: field for field in content.fields}
    columns = [by_name[name].values() for name in content.key.names]
    whole = [range(sum(map(len, content.tables)))]
    if not columns:
        return _with_repeated(config, reason, content)
    if is_unique(columns, whole):
        return config, reason
    for sources in _choices():
        around = [_spread(source, tables, content.tables) for source in sources]
        if all(all(texts) for texts in around) and is_unique([*around, *columns], whole):
            return _with_fields(config, sources, content.key.names)
    apart = f"no key: '{content.key.names[0]}' is the same in several tables, and nothing around them tells these apart"
    around = [_spread(source, tables, content.tables) for source in _CONTEXTS]
    again = repeated_rows([*around, *columns], whole)
    cells = filter(None, (by_name[content.key.names[-1]].column.cells[row] for row in again))
    return _with_repeated(replace(config, key="", name_field=""), Reason(apart, related(cells)), content)


def _with_repeated(config: DatasetConfig, reason: Reason, content: Content) -> tuple[DatasetConfig, Reason]:
    """Take the column that tells almost all rows apart, if there is one, and keep all rows of a key.

    A person sees that and may say it otherwise; without a configuration, nobody would.
    """
    key = find_repeated_key(content.fields, content.tables)
    return (replace(config, key=key.names[0], duplicates="all"), key.reason) if key.names else (config, reason)


def _choices() -> Iterator[tuple[str, ...]]:
    """Give what may tell tables apart, the fewest first."""
    return chain.from_iterable(combinations(_CONTEXTS, size) for size in range(1, _MOST_CONTEXTS + 1))


def _spread(source: str, tables: Sequence[Candidate], rows: Sequence[range]) -> list[Hashable]:
    """Give a text around each table once for each of its rows."""
    pairs = zip(tables, rows, strict=True)
    return [text for each, part in pairs for text in [context_text(source, *each)] * len(part)]


def _with_fields(config: DatasetConfig, chosen: tuple[str, ...], key: tuple[str, ...]) -> tuple[DatasetConfig, Reason]:
    sources = [source for source in _OUTERMOST_FIRST if source in chosen]
    names = distinct([*config.fields, *(_CONTEXTS[source] for source in sources)])[len(config.fields) :]
    fields = {name: FieldConfig(context=source) for name, source in zip(names, sources, strict=True)}
    *others, last = (f"the {_CONTEXTS[source].replace('_', ' ')}" for source in sources)
    tell = f"which {', '.join(others)} and {last} tell apart" if others else f"which {last} tells apart"
    reason = Reason(f"'{', '.join(key)}' is the same in several tables, {tell}")
    return replace(config, fields=config.fields | fields, key=(*names, *key)), reason
