"""The names of directives that more than one way of reading knows."""

from __future__ import annotations

HEADINGS = {
    "attention": "Attention",
    "caution": "Caution",
    "danger": "Danger",
    "error": "Error",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "seealso": "See also",
    "tip": "Tip",
    "todo": "Todo",
    "warning": "Warning",
}
"""What a reader sees above an admonition, as docutils and Sphinx write it."""

CHANGES = {
    "deprecated": "Deprecated since version",
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "versionremoved": "Removed in version",
}
"""What a reader sees before a version, as Sphinx writes it."""

LINES = frozenset({"rubric", "centered"})
"""The directives that show a paragraph in the place of a heading."""

QUOTES = frozenset({"epigraph", "highlights", "pull-quote"})
"""The directives whose body is a block quote."""

TRANSPARENT = frozenset({"only", "ifconfig", "container", "cssclass", "highlight-container"})
"""The directives that only say where or how their body is shown."""

TRANSPARENT_BODIES = frozenset({"compound", "acks", "glossary", "hlist", "header", "footer"})
"""Such directives that have no argument."""

CODE_BODIES = frozenset(
    (
        *("doctest", "testcode", "testoutput", "testsetup", "testcleanup", "productionlist"),
        *("graphviz", "digraph", "graph", "inheritance-diagram", "mermaid", "uml", "plantuml", "aafig", "ditaa"),
        *("actdiag", "blockdiag", "nwdiag", "packetdiag", "rackdiag", "seqdiag", "tikz", "wavedrom", "plot"),
        *("ipython", "jupyter-execute", "code-cell", "runblock", "command-output", "program-output"),
    )
)
"""The directives whose content is written in another language; what is shown is a picture, an output or code."""

CODE = frozenset({"code", "code-block", "sourcecode", "prompt"})
"""The directives whose content is text that is not markup, and whose argument names its language."""

VANISHING = frozenset(
    (
        *("toctree", "index", "rst-class", "meta", "highlight", "highlightlang", "tabularcolumns", "contents"),
        *("sectnum", "section-numbering", "target-notes", "title", "date", "todolist", "literalinclude"),
        *("currentmodule", "py:currentmodule", "default-domain", "sectionauthor", "codeauthor", "moduleauthor"),
        *("program", "genindex", "modindex", "restructuredtext-test-directive"),
    )
)
"""The directives that show nothing of their own where they stand."""

OTHERS = frozenset(
    (
        *CHANGES,
        *LINES,
        *QUOTES,
        *CODE_BODIES,
        *("admonition", "table", "csv-table", "list-table", "flat-table", "include", "image", "figure", "math", "raw"),
        *("class", "role", "default-role", "replace", "unicode", "parsed-literal"),
    )
)
"""The directives that have a meaning of their own."""
