"""SARIF, the static analysis results interchange format, version 2.1.0 with errata 01 (OASIS).

The sections named below are those of that standard. Version and time of the tool are left out, as everywhere: the same
findings are the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tablecast.codes import MEANING, REMEDY, SEVERITY
from tablecast.findings import fingerprints
from tablecast.reports._paths import calm, encoded, from_repository, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.codes import Code, Severity
    from tablecast.diagnostics import Location, Related
    from tablecast.findings import Check, Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "tablecastFinding/v1"
"""The name of our fingerprint, with the version of how it is made (section 3.27.17)."""

_ROOT = "%SRCROOT%"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def check(found: Check) -> str:
    """Give a log of one run."""
    findings = found.findings()
    codes: list[Code] = sorted({finding.diagnostic.code for finding in findings})
    run = {
        "tool": {"driver": {"name": "tablecast", "rules": [_rule(code) for code in codes]}},
        "invocations": [{"executionSuccessful": found.status != "failed"}],
        "originalUriBaseIds": {_ROOT: {"description": _message("The root of the repository.")}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(found, finding, codes.index(finding.diagnostic.code), fingerprint)
            for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    log = {"version": "2.1.0", "$schema": SCHEMA, "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(code: Code) -> dict[str, Any]:
    description = _message(MEANING[code])
    return {
        "id": code,
        "name": code.title().replace("-", ""),
        "shortDescription": description,
        "fullDescription": description,
        "help": _message(REMEDY[code]),
        "defaultConfiguration": {"level": _LEVELS[SEVERITY[code]]},
    }


def _result(found: Check, finding: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    each = finding.diagnostic
    result = {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": _LEVELS[each.severity],
        "message": _message("\n".join(filter(None, (each.message, each.hint)))),
        "locations": [{"physicalLocation": _place(found, each.location)}],
        "relatedLocations": _related(found, each.related),
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    return {name: value for name, value in result.items() if value != []}


def _related(found: Check, related: Iterable[Related]) -> list[dict[str, Any]]:
    return [
        {"id": number, "physicalLocation": _place(found, each.location), "message": _message(each.message)}
        for number, each in enumerate(related, 1)
    ]


def _place(found: Check, location: Location) -> dict[str, Any]:
    uri = encoded(from_repository(found, location.path))
    region = {"startLine": location.line, "startColumn": location.column, "endColumn": location.end_column}
    known = {name: number for name, number in region.items() if number}
    base = {} if is_elsewhere(found, location.path) else {"uriBaseId": _ROOT}
    artifact = {"artifactLocation": {"uri": uri, **base}}
    return {**artifact, "region": known} if location.line else artifact


def _message(text: str) -> dict[str, str]:
    """Escape what stands for an argument (section 3.11.5), and what ends the text of a link (section 3.11.6)."""
    escaped = calm(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")
    return {"text": escaped}
