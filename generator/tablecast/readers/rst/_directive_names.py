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
