"""Repositories of git that tests build: no configuration but their own, and an author that is nobody."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **{f"GIT_{role}_{what}": f"a.{what}@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ALLOW_PROTOCOL": "file",
}
"""What git is told, and anything that runs it, so that it is the same for everybody."""

CONFIG = """\
sources = ["docs/**/*.rst"]

[datasets.error]
tables = [{ header = ["Code", "Title"] }]
key = "code"
outputs = [{ template = "json/records.json.j2", path = "out/error.json" }]
[datasets.error.fields]
code = { column = "Code", type = "int" }
title = "Title"
"""


def document(**titles: str) -> str:
    """A document with a table of codes, given as `_404="Not found"`."""
    rows = "".join(f"   * - {code[1:]}\n     - {title}\n" for code, title in titles.items())
    return f"Errors\n======\n\n.. list-table:: Codes\n   :header-rows: 1\n\n   * - Code\n     - Title\n{rows}"


class Repo(NamedTuple):
    """A repository in a folder."""

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> Repo:
        """Make an empty one."""
        folder.mkdir(parents=True, exist_ok=True)
        repo = cls(folder)
        repo.git("init", "--quiet", "--initial-branch=main")
        return repo

    def git(self, *arguments: str) -> str:
        """Run git in it."""
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)  # noqa: S603 - of tests
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def commit(self, files: dict[str, str] | None = None) -> str:
        """Write files, commit all that there is, and give the commit."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=A change")
        return self.git("rev-parse", "HEAD")
