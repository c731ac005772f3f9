"""The built-in templates: what there is, and the one place that finds their texts.

An installed package carries them inside; a checkout has them in `templates/` at its root, where the package's sources
are two folders below.
"""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import cast

OPTIONS: dict[str, tuple[str, ...]] = {
    "json/by_key.json.j2": ("schema",),
    "json/lines.jsonl.j2": (),
    "json/records.json.j2": ("schema",),
    "json/schema.json.j2": ("form",),
    "markdown/sections.md.j2": (),
    "markdown/table.md.j2": ("group_by",),
    "python/constants.py.j2": ("docstring", "value"),
    "python/enum.py.j2": ("class_name", "docstring"),
    "python/records.py.j2": ("class_name",),
    "python/registry.py.j2": ("class_name",),
}
"""The built-in templates, with the options that each understands."""

NAMING_RECORDS = frozenset({"python/constants.py.j2", "python/enum.py.j2"})
"""Those that give each record a name in code."""

NAMING_VALUES = frozenset({"python/enum.py.j2", "python/records.py.j2", "python/registry.py.j2"})
"""Those that give the values of an enum the names that the configuration has for them."""


@cache
def builtin_text(name: str) -> str:
    """Give the text of a built-in template."""
    try:
        data = get_data("tablecast", f"templates/{name}")
    except OSError:
        data = get_data("tablecast", f"../../templates/{name}")
    # Whatever has imported this module gives its files, too; what does not has no template that is empty.
    return cast("bytes", data).decode("utf-8")
