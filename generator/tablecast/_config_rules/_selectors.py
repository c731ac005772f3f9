"""Rules of selectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._report import report

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import Selector


def check_selector(selector: Selector, keys: Keys, problems: Problems) -> None:
    """Check that a selector says which tables it is about, and how many."""
    conditions = [name for name in selector.__struct_fields__ if name != "count"]
    if not any(getattr(selector, name) for name in conditions):
        hint = "add one or more of " + ", ".join(f"'{name}'" for name in conditions)
        report(problems, keys, "expected at least one condition, found none", hint)
    if selector.width < 0:
        message = f"expected a number of columns, got {selector.width}"
        report(problems, (*keys, "width"), message, "write how many columns the tables have, or remove 'width'")
    if selector.count != "any" and selector.count < 1:
        message = f"expected 1 or more, or 'any', got {selector.count}"
        report(problems, (*keys, "count"), message, 'write how many tables there are, or "any"')
