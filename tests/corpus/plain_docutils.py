"""What docutils itself makes of the tables of documents, as JSON; run as a program of its own.

It patches docutils' look-ups of roles and directives, so that Sphinx documents can be parsed at all, and must
therefore not run in the interpreter that tests tablecast.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

_VANISHING = {"toctree", "index", "rst-class", "meta", "highlight", "tabularcolumns", "literalinclude", "todolist"}
_LITERAL = {"graphviz", "productionlist", "testcode", "testsetup", "doctest", "raw", "math", "code", "code-block"}


class _AnyOption(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class _Body(Directive):
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _AnyOption(name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        if self.name in _VANISHING:
            return []
        if self.name in _LITERAL:
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text)]
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


_find_directive = directives.directive
_find_role = roles.role
_KNOWN = {
    "table",
    "csv-table",
    "list-table",
    "include",
    "image",
    "replace",
    "unicode",
    "role",
    "default-role",
    "note",
    "warning",
    "tip",
    "hint",
    "important",
    "caution",
    "attention",
    "danger",
    "error",
    "parsed-literal",
}


def _directive(name: str, language: Any, document: Any) -> Any:
    if name.lower() in _KNOWN:
        return _find_directive(name, language, document)
    return _Body, []


def _role(name: str, language: Any, lineno: int, reporter: Any) -> Any:
    known, messages = _find_role(name, language, lineno, reporter)
    return (known, messages) if known else (_generic_role, [])


def _generic_role(role: str, rawtext: str, text: str, *_: Any, **__: Any) -> Any:
    """Show what Sphinx shows: the title of `title <target>`, and a name without its marks."""
    title = re.sub(r"\s*<[^<>]*>$", "", text, flags=re.DOTALL)
    name = title.lstrip("!")
    shown = name[1:].rpartition(".")[2] if name.startswith("~") else name
    return [nodes.inline(rawtext, f"PEP {shown}" if role == "pep" else shown)], []


def _table(table: nodes.table) -> Any:
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    return {"width": group["cols"], "header": _rows(group, nodes.thead), "rows": _rows(group, nodes.tbody)}


def _rows(group: nodes.Element, part: type[nodes.Element]) -> Any:
    found = [child for child in group.children if isinstance(child, part)]
    return [[_cell(entry) for entry in row.children] for body in found for row in body.children]


def _cell(entry: Any) -> Any:
    return [entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1, entry.astext()]


def _read(path: Path) -> Any:
    settings = {"report_level": 5, "halt_level": 5, "warning_stream": False, "line_length_limit": 10**9}
    cast(Any, roles)._roles.clear()  # noqa: SLF001 - what an earlier document defined must not reach this one
    tree = publish_doctree(path.read_text("utf-8"), str(path), settings_overrides={**settings, "doctitle_xform": False})
    for message in list(tree.findall(nodes.system_message)):
        with contextlib.suppress(ValueError):
            message.parent.remove(message)
    return [_table(table) for table in tree.findall(nodes.table)]


def main() -> None:
    """Read the files that standard input names, one a line, and print their tables."""
    cast(Any, directives).directive = _directive
    cast(Any, roles).role = _role
    found = {name: _read(Path(name)) for name in sys.stdin.read().splitlines()}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
