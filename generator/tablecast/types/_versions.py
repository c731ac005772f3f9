"""Versions: numbers with points, as software has them; they stay text, for 3.10 is not 3.1."""

from __future__ import annotations

import re

from tablecast._regex import regex
from tablecast.types._messages import quoted

_IDENTIFIERS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_SEMVER = rf"[0-9]+\.[0-9]+\.[0-9]+(?:-{_IDENTIFIERS})?(?:\+{_IDENTIFIERS})?"
"""Semantic Versioning 2.0.0, 2, 9 and 10, without its ban on leading zeros."""

_PRE = r"(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?[0-9]*)?"
_POST = r"(?:[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?"
_DEV = r"(?:[-_.]?dev[-_.]?[0-9]*)?"
_LOCAL = r"(?:\+[0-9A-Za-z]+(?:[-_.][0-9A-Za-z]+)*)?"
_PEP440 = rf"(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*{_PRE}{_POST}{_DEV}{_LOCAL}"
"""PEP 440, Appendix B, without its post-releases that are only a number: `1-5` is a range."""

_VERSION = regex(rf"v?(?:{_SEMVER}|{_PEP440})", re.ASCII | re.IGNORECASE)


def read_version(text: str, *_: object) -> str:
    """Check a version: digits and points, and what Semantic Versioning or PEP 440 let follow; `v` may stand before."""
    if not _VERSION.fullmatch(text):
        message = f"{quoted(text)} is not a version, such as 3.10 or v1.2.0-rc1"
        raise ValueError(message)
    return text
