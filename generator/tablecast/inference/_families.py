"""Families: what kind of table it is, which decides what it is best rendered to."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING

from tablecast.inference._vocabulary import title_words
from tablecast.schema import key_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.config import DatasetConfig
    from tablecast.inference._keys import Field

_OF_CODES = 2
_MOST_MEMBERS = 200
_MOST_IN_ENUM = 4
_MANY = 1000
_PAIR = 2
_AT_THE_LEFT = 3
_LONG = 200
_MEMBERS = frozenset({"str", "int", "code", "version", "url"})
"""Types of keys that an enum can have as the values of its members."""

_SCALARS = frozenset({"str", "int", "decimal", "code", "version", "url", "quantity", "bool", "enum", "date"})

_CODES = frozenset({"code", "codes"})

_BY_WORDS: tuple[tuple[str, str, str], ...] = (
    ("error codes", "error errors fault", "code codes number"),
    ("status codes", "status return response returned exit http", "code codes value"),
    ("permissions", "permission permissions policy role", ""),
    ("flavors", "flavor flavors vcpus", ""),
    ("quotas", "quota quotas", ""),
    ("metrics", "metric metrics", ""),
    ("events", "event events trace traces", ""),
    ("alarms", "alarm alarms", ""),
    ("registers", "register registers bit bits offset", ""),
    ("pins", "pin pins gpio", ""),
    ("options", "option options directive setting variable", ""),
    ("change history", "released release date", "on date"),
    ("statuses", "status state", ""),
    ("parameters", "parameter parameters attribute field argument key", ""),
    ("glossary", "term acronym abbreviation", ""),
    ("formats", "format character symbol", ""),
    ("troubleshooting", "cause causes solution prompts symptom", ""),
    ("versions", "version release os", ""),
)
"""Names of families, the words of which a title at the left has one, and of which it must have one, too, if any."""


def family_of(fields: Sequence[Field], key: Sequence[str], around: str) -> str:
    """Name the kind of a table by what its columns are called; "" for none in particular.

    Where they only speak of codes, the words around the table, as of its caption, say of what.
    """
    titles = [title_words(field.column.title) for field in fields[:_AT_THE_LEFT]]
    coded = [title | title_words(around) for title in titles if title & _CODES]
    named = chain(product(_BY_WORDS, titles), product(_BY_WORDS[:_OF_CODES], coded))
    found = next((family[0] for family, title in named if _is_of(title, *family)), "")
    if found:
        return found
    alike = {field.type for field in fields if field.name not in key}
    return "comparison" if len(fields) > _PAIR and alike in ({"bool"}, {"enum"}) else ""


def _is_of(title: frozenset[str], family: str, first: str, second: str) -> bool:
    """Whether a title names a family; an error status is the status of a response rather than an error's code."""
    named = not title.isdisjoint(first.split()) and (not second or not title.isdisjoint(second.split()))
    return named and (family != "error codes" or "status" not in title)


def templates_for(fields: Sequence[Field], config: DatasetConfig, size: int) -> tuple[str, ...]:
    """Give the built-in templates that fit a dataset, and can serve it: for Python, JSON and Markdown."""
    key = key_names(config)
    return (_python(fields, key, config, size), *_json(key, size), _markdown(fields, size))


def _python(fields: Sequence[Field], key: Sequence[str], config: DatasetConfig, size: int) -> str:
    if not key:
        return "python/records.py.j2"
    if len(key) > 1 or config.duplicates == "all":
        return "python/registry.py.j2"
    types = {field.name: field.type for field in fields}
    few = size <= _MOST_MEMBERS and len(fields) <= _MOST_IN_ENUM
    others = [field for field in fields if field.name not in key]
    if few and (config.name_field or types[key[0]] in {"int", "code"}) and types[key[0]] in _MEMBERS:
        return "python/enum.py.j2"
    if len(config.fields) == _PAIR and all(field.type in _SCALARS - {"str"} for field in others):
        return "python/constants.py.j2"
    return "python/registry.py.j2"


def _json(key: Sequence[str], size: int) -> tuple[str, ...]:
    template = "lines.jsonl" if size > _MANY else "by_key.json" if len(key) == 1 else "records.json"
    return f"json/{template}.j2", "json/schema.json.j2"


def _markdown(fields: Sequence[Field], size: int) -> str:
    rich = any(field.type in {"text", "list", "mapping"} for field in fields)
    return "markdown/sections.md.j2" if rich and size <= _LONG else "markdown/table.md.j2"
