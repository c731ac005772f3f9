"""A project to check: the documents of a folder, with a dataset of all tables that have the commonest columns."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import tablecast

if TYPE_CHECKING:
    from pathlib import Path

_TRIED = 20


class Project:
    """A copy of documents in a folder of its own, with a configuration whose outputs are in step."""

    def __init__(self, documents: Path, folder: Path, *, every: int = 1) -> None:
        """Copy the documents, or one of so many, and generate."""
        self.folder = folder
        self.paths = tuple(_copied(sorted(documents.rglob("*.rst"))[::every], documents, folder / "docs"))
        self.dataset = self._configured()
        self._edited = self._a_document_of_the_dataset()
        self._text = self._edited.read_text(encoding="utf-8")
        self._edits = 0

    def edit(self) -> None:
        """Change a word of a document that the dataset is drawn from, each time to another that is as long."""
        self._edits += 1
        self._edited.write_text(self._text.replace(" the ", f" {self._edits:03} ", 1), encoding="utf-8")

    def restore(self) -> None:
        """Undo all edits."""
        self._edited.write_text(self._text, encoding="utf-8")

    def check(self, *arguments: str) -> None:
        """Check, so that the answer is remembered."""
        run(self.folder, "check", *arguments)

    def _configured(self) -> str:
        """Take the commonest columns that make a dataset without more being said, and tell which."""
        for columns in _commonest_columns(self.folder):
            (self.folder / "tablecast.toml").write_text(_configuration(columns), encoding="utf-8")
            if run(self.folder, "generate").returncode == 0:
                return " | ".join(columns)
        message = "no columns of these documents make a dataset without more being said"
        raise SystemExit(message)

    def _a_document_of_the_dataset(self) -> Path:
        names = {source.document for source in tablecast.load(self.folder / "tablecast.toml")["rows"].sources}
        found = (self.folder / name for name in sorted(names))
        return next(path for path in found if " the " in path.read_text(encoding="utf-8"))


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
