"""The code quality report of GitLab: a JSON array that a merge request shows, compared with its target's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tablecast.findings import fingerprints
from tablecast.reports._paths import calm, from_repository

if TYPE_CHECKING:
    from tablecast.codes import Severity
    from tablecast.diagnostics import Diagnostic
    from tablecast.findings import Check

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def check(found: Check) -> str:
    """Give an object a finding; GitLab knows it again by its fingerprint, which must therefore be unique."""
    findings = found.findings()
    issues = [
        _issue(found, finding.diagnostic, fingerprint)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"


def _issue(found: Check, each: Diagnostic, fingerprint: str) -> dict[str, Any]:
    """Describe a finding on one line; one without a line is shown at the first, as a line there must be."""
    place = {"path": calm(from_repository(found, each.location.path)), "lines": {"begin": each.location.line or 1}}
    return {
        "description": calm(" ".join(each.message.split())),
        "check_name": each.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[each.severity],
        "location": place,
    }
