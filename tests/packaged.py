"""The smallest project that a build has something to generate in: a document of one row, and its configuration."""

from __future__ import annotations

DOCUMENT = """\
.. list-table:: Codes
   :header-rows: 1

   * - Code
     - Title
   * - 404
     - Not found
"""


def configuration(**outputs: str) -> str:
    """Give the configuration of a dataset that has these outputs: the path of each by the kind of its template."""
    templates = {"records": "python/records.py.j2", "json": "json/records.json.j2", "markdown": "markdown/table.md.j2"}
    lines = "".join(f'    {{ template = "{templates[kind]}", path = "{path}" }},\n' for kind, path in outputs.items())
    return f"""\
sources = ["docs/**/*.rst"]

[datasets.error]
tables = [{{ header = ["Code", "Title"] }}]
key = "code"
outputs = [
{lines}]
[datasets.error.fields]
code = {{ column = "Code", type = "int" }}
title = "Title"
"""
