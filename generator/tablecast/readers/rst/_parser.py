"""docutils set up to parse one document without touching disk, network, standard error or its own globals."""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from docutils.transforms.references import (
    AnonymousHyperlinks,
    ExternalTargets,
    Footnotes,
    IndirectHyperlinks,
)

from tablecast.readers.rst._roles import Inliner
from tablecast.readers.rst._states import parse_blocks
from tablecast.readers.rst._substitutions import substitute

if TYPE_CHECKING:
    from tablecast.readers.rst._reading import Reading

_NEVER = 5
"""Above docutils' highest level of messages."""

_SETTINGS: dict[str, Any] = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": _NEVER,
    "halt_level": _NEVER,
    "warning_stream": False,
    "line_length_limit": 10**9,
    "language_code": "en",
    "_disable_config": True,
}

_TRANSFORMS = (AnonymousHyperlinks, IndirectHyperlinks, Footnotes, ExternalTargets)
"""The transforms that change what a cell says, in docutils' order; all others are left out."""


def parse(reading: Reading) -> nodes.document:
    """Parse a document and resolve its substitutions, footnote numbers and links."""
    document = utils.new_document(reading.path, copy.copy(_settings()))
    parse_blocks(reading.files[reading.path].lines, document, Inliner(reading))
    substitute(document)
    for transform in _TRANSFORMS:
        if transform is not AnonymousHyperlinks or _anonymous_match(document):
            transform(document).apply()
    _restore_dangling(document)
    return document


def _restore_dangling(document: nodes.document) -> None:
    """Let a reference to a name that the document does not have say what is written, as docutils shows it.

    So the cell `class_` keeps its underscore, which was hardly meant as a reference.
    """
    for node in document.findall(nodes.reference):
        known = node.get("refuri") or node.get("refid") or node.get("refname") in document.nameids
        if not known and node.rawsource:
            node.children = [nodes.Text(node.rawsource)]


def _anonymous_match(document: nodes.document) -> bool:
    """Say whether each anonymous reference has its target; docutils replaces all of them by their source if not."""
    references = sum(1 for node in document.findall(nodes.reference) if node.get("anonymous"))
    return references == sum(1 for node in document.findall(nodes.target) if node.get("anonymous"))


@cache
def _settings() -> Any:
    settings = frontend.get_default_settings(Parser)
    vars(settings).update(_SETTINGS)
    return settings
