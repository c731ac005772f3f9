"""Printers: they turn diagnostics, drift and tables into text or JSON, and know nothing of how those came to be."""

from __future__ import annotations

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")
"""What a check can be printed as: each format is the module of its name, with a function `check`."""
