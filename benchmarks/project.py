"""A project to check: the documents of a folder, with a dataset of all tables that have the commonest columns."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import tablecast

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("a paragraph", "another table", "a row")
"""What can be edited."""

_TRIED = 20
_WORD = re.compile(r" [a-z]{3} ")


class Project:
    """A copy of documents in a folder of its own, with a configuration whose outputs are in step."""

    def __init__(self, documents: Path, folder: Path, *, every: int = 1) -> None:
        """Copy the documents, or one of so many, and generate."""
        self.folder = folder
        self.paths = tuple(_copied(sorted(documents.rglob("*.rst"))[::every], documents, folder / "docs"))
        self.columns = self._configured()
        self._edited, self._places = self._document_to_edit()
        self._text = self._edited.read_text(encoding="utf-8")
        self._edits = 0

    @property
    def dataset(self) -> str:
        """What is checked, in words."""
        return " | ".join(self.columns)

    def edit(self, kind: str) -> None:
        """Change a word of a document that the dataset is drawn from, each time to another that is as long.

        The kind says of what: of a paragraph at the margin, of the last row of another table, or of one of the dataset.
        """
        self._edits += 1
        lines = self._text.split("\n")
        index = self._places[kind]
        *_, word = _WORD.finditer(lines[index])
        lines[index] = f"{lines[index][: word.start()]} {self._edits:03} {lines[index][word.end() :]}"
        self._edited.write_text("\n".join(lines), encoding="utf-8")

    def restore(self) -> None:
        """Undo all edits."""
        self._edited.write_text(self._text, encoding="utf-8")

    def settle(self) -> None:
        """Undo all edits and check, so that nothing has changed since the last check."""
        self.restore()
        run(self.folder, "check")

    def _configured(self) -> tuple[str, ...]:
        """Take the commonest columns that make a dataset without more being said, and tell which."""
        for columns in _commonest_columns(self.folder):
            (self.folder / "tablecast.toml").write_text(_configuration(columns), encoding="utf-8")
            if run(self.folder, "generate").returncode == 0:
                return columns
        message = "no columns of these documents make a dataset without more being said"
        raise SystemExit(message)

    def _document_to_edit(self) -> tuple[Path, dict[str, int]]:
        """Give the first document that has a word to change of each kind, and the indices of their lines."""
        for document in tablecast.read([self.folder / "docs"]):
            path = Path(document.path)  # From the working directory.
            places = dict(self._places_in(document, path.read_text(encoding="utf-8").split("\n")))
            if len(places) == len(KINDS):
                return path, places
        message = "no document has a paragraph, a table of the dataset and another one with a word to change"
        raise SystemExit(message)

    def _places_in(self, document: tablecast.Document, lines: list[str]) -> Iterator[tuple[str, int]]:
        around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        for index, (before, line, after) in enumerate(around):
            if not before and not after and line[:1].isalpha() and _WORD.search(line):
                yield "a paragraph", index
        for table in document.tables:
            index = table.rows[-1].location.line - 1 if table.rows else 0
            if _WORD.search(lines[index]):
                yield ("a row" if table.column_names == self.columns else "another table"), index


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tablecast in a folder."""
    command = [sys.executable, "-m", "tablecast", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _copied(paths: list[Path], documents: Path, target: Path) -> list[Path]:
    for path in paths:
        copy = target / path.relative_to(documents)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return [target / path.relative_to(documents) for path in paths]


def _commonest_columns(folder: Path) -> list[tuple[str, ...]]:
    """Give columns by how many rows have them."""
    found: Counter[tuple[str, ...]] = Counter()
    for document in tablecast.read([folder / "docs"]):
        for table in document.tables:
            names = table.column_names
            if all(names) and len(set(names)) == len(names) > 1:
                found[names] += len(table.rows)
    return [names for names, _ in found.most_common(_TRIED)]


def _configuration(columns: tuple[str, ...]) -> str:
    fields = [
        f"f{index} = {{ column = {json.dumps(name)}, optional = {str(index > 0).lower()} }}"
        for index, name in enumerate(columns)
    ]
    return "\n".join(
        [
            'sources = ["docs/**/*.rst"]',
            "includes = false",
            "[datasets.rows]",
            f'tables = [{{ header = {json.dumps(columns)}, width = {len(columns)}, count = "any" }}]',
            'key = "f0"',
            'duplicates = "all"',
            "outputs = [",
            '    { template = "json/records.json.j2", path = "out/rows.json" },',
            '    { template = "markdown/table.md.j2", path = "out/rows.md" },',
            "]",
            "[datasets.rows.fields]",
            *fields,
            "",
        ]
    )
