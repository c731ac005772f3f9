"""Rules of severities: codes that there are, and what each may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tablecast._config_rules._report import report
from tablecast._validation import shown
from tablecast.codes import LOWEST, SEVERITY, Code
from tablecast.diagnostics import did_you_mean, levels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.codes import Level, Severity

_CODES: tuple[Code, ...] = get_args(Code)
_SHOWN_CODES = 12
_NAMES: dict[Severity, str] = {"error": "an error", "warning": "a warning", "info": "an info"}


def configurable() -> dict[Code, tuple[Level, ...]]:
    """Give what each code may be, without those that are fixed."""
    return {code: levels(code) for code in _CODES if levels(code)}


def check_severities(severities: Mapping[Code, Level], problems: Problems) -> None:
    """Check that each code is one, and that what it tells of can be had in spite of it."""
    for code, level in severities.items():
        keys: Keys = ("severities", code)
        if code not in LOWEST:
            hint = (
                did_you_mean(code, configurable(), most=_SHOWN_CODES) or "write a code that messages show in brackets"
            )
            problems.add("unknown-key", keys, f"unknown code {shown(code)} in severities", hint, at_key=True)
        elif not levels(code):
            report(problems, keys, f"{shown(code)} is always {_NAMES[SEVERITY[code]]}", "remove it")
        elif level not in levels(code):
            message = f"expected {shown(LOWEST[code])} or worse, got {shown(level)}"
            hint = "choose from " + ", ".join(map(shown, levels(code)))
            report(problems, keys, message, hint)
