"""The XML that JUnit made and every CI service reads: each output is a test, which fails if it is out of step."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.reports import text
from tablecast.reports._style import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.diagnostics import Diagnostic
    from tablecast.findings import Check

DOCUMENTS = "documents and configuration"
"""The name of the test that fails if nothing could be compared."""

_FORBIDDEN = regex("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML document cannot hold, not even escaped, and what it should not (XML 1.0, section 2.2)."""


def check(found: Check) -> str:
    """Give a suite with a test for the documents and the configuration, and one for each thing that was looked at."""
    tests = found.tests()
    failed = found.status == "failed"
    failures = sum(map(_fails, tests.values()))
    counts = f'tests="{len(tests) + 1}" failures="{failures}" errors="{int(failed)}" skipped="0"'
    is_file = found.command == "check"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="tablecast {found.command}" {counts}>',
        f'  <testsuite name="tablecast {found.command}" {counts}>',
        *_test(DOCUMENTS, found.problems, "error" if failed else ""),
        *(line for name, told in tests.items() for line in _test(name, told, "failure" * _fails(told), file=is_file)),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _fails(found: Iterable[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in found)


def _test(name: str, found: Sequence[Diagnostic], verdict: str, *, file: bool = False) -> Iterator[str]:
    """Give a test; what was noticed and makes nothing fail is what the test has printed."""
    given = f'classname="tablecast" name="{_attribute(name)}"' + (f' file="{_attribute(name)}"' if file else "")
    if not found:
        yield f"    <testcase {given}/>"
        return
    told = _text("\n".join(text.diagnostics(found, lambda _: "")))
    message = found[0].message + (f" (and {count(len(found) - 1, 'finding')} more)" if len(found) > 1 else "")
    yield f"    <testcase {given}>"
    if verdict:
        yield f'      <{verdict} type="{found[0].code}" message="{_attribute(message)}">{told}</{verdict}>'
    else:
        yield f"      <system-out>{told}</system-out>"
    yield "    </testcase>"


def _text(shown: str) -> str:
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", shown), quote=False).replace("\r", "&#13;")


def _attribute(shown: str) -> str:
    """Escape a value; a reader makes spaces of line ends and tabs that are not (XML 1.0, section 3.3.3)."""
    quoted = _text(shown).replace('"', "&quot;")
    return quoted.replace("\n", "&#10;").replace("\t", "&#9;")
