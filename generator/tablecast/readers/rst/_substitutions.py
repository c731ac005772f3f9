"""Substitutions, replaced by what the document defines for them.

docutils' own transform fails on a definition that uses an undefined name, such as Sphinx's `|release|`, and guards
against definitions that grow without end by the setting that limits the length of a line, which is off here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIMIT = 10_000
"""The longest text that a definition may stand for, as in docutils."""


def substitute(document: nodes.document) -> None:
    """Replace each reference by its definition; one that is undefined, circular or too long stays as it is."""
    resolver = _Resolver(document)
    for reference in list(document.findall(nodes.substitution_reference)):
        if not isinstance(reference.parent, nodes.substitution_definition):
            resolver.replace(reference, ())


class _Resolver:
    def __init__(self, document: nodes.document) -> None:
        self._document = document
        self._definitions: dict[str, Any] = document.substitution_defs
        self._by_folded_name: dict[str, str] = document.substitution_names
        self._expanded: dict[str, list[nodes.Node] | None] = {}

    def replace(self, reference: nodes.Element, within: tuple[str, ...]) -> None:
        written = reference["refname"]
        name = written if written in self._definitions else self._by_folded_name.get(written.lower(), "")
        if name not in self._definitions or name in within:
            return
        replacement = self._expand(name, within)
        if replacement is not None:
            _trim_neighbours(reference, self._definitions[name])
            copies = [node.deepcopy() for node in replacement]
            reference.replace_self(copies)
            self._note_references(copies)

    def _expand(self, name: str, within: tuple[str, ...]) -> list[nodes.Node] | None:
        """Give the nodes that a name stands for; None when their text is too long."""
        if name not in self._expanded:
            definition = self._definitions[name].deepcopy()
            for nested in list(definition.findall(nodes.substitution_reference)):
                self.replace(nested, (*within, name))
            self._expanded[name] = list(definition.children) if len(definition.astext()) <= _LIMIT else None
        return self._expanded[name]

    def _note_references(self, copies: Sequence[nodes.Node]) -> None:
        """Tell docutils of links in a replacement, so that they find their targets."""
        for copy in copies:
            for reference in copy.findall(nodes.reference):
                if reference.get("refname"):
                    self._document.note_refname(reference)


def _trim_neighbours(reference: nodes.Element, definition: nodes.Element) -> None:
    """Drop the blanks beside a reference, where the definition asks for it."""
    siblings = reference.parent
    index = siblings.index(reference)
    before = siblings[index - 1] if index > 0 and definition.get("ltrim") else None
    after = siblings[index + 1] if index + 1 < len(siblings) and definition.get("rtrim") else None
    if isinstance(before, nodes.Text):
        siblings[index - 1] = nodes.Text(str(before).rstrip())
    if isinstance(after, nodes.Text):
        siblings[index + 1] = nodes.Text(str(after).lstrip())
