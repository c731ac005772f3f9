"""A revision is read as the folder is that it is checked out in."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from repositories import Repo
from tablecast import TablecastError
from tablecast._git import Repository
from tablecast._revisions import Revision, Tree
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATHS = [
    "a.rst",
    "./a.rst",
    "docs/../a.rst",
    "docs/b.rst",
    "docs",
    "docs/.h",
    "no",
    "no/b.rst",
    "a.rst/b",
    "../out.rst",
    "../../x",
    "link.rst",
    "linked/b.rst",
    "linked",
    "out.rst",
    "loop",
    "absolute",
    ".",
    "latin.rst",
    "../project/a.rst",
    "dead",
]
PATTERNS = [
    "*.rst",
    "**/*.rst",
    "docs/*",
    "docs/../*.rst",
    "../*.rst",
    "../**/b.rst",
    "linked/*.rst",
    "**",
    "no/*",
    "./a.rst",
]


@pytest.fixture
def states(tmp_path: Path) -> tuple[Workspace, Revision]:
    """A folder of a repository, and the same at a revision; both hold all kinds of files and links."""
    repo = Repo.create(tmp_path / "repo")
    project = repo.folder / "project"
    repo.write({f"project/{name}": name for name in ("a.rst", "docs/b.rst", "docs/.h", "docs/deep/c.rst")})
    repo.write({"out.rst": "outside", "project/bom.rst": "\ufeffx"})
    (project / "latin.rst").write_bytes(b"one\n\xff")
    links = {"link.rst": "docs/b.rst", "linked": "docs", "out.rst": "../out.rst", "loop": "loop", "dead": "none"}
    for name, target in (links | {"absolute": "/etc/hostname"}).items():
        (project / name).symlink_to(target)
    repo.commit()
    return Workspace(project), Revision(Tree(Repository.find(repo.folder), "HEAD"), "project")


def outcome(action: Callable[[], object]) -> object:
    """What an action gives, or what is wrong, without the paths of this machine."""
    try:
        return action()
    except TablecastError as error:
        return [(each.code, each.location) for each in error.diagnostics]
    except OSError as error:
        # A file in the place of a folder: there is nothing, however the disk says so.
        reason = errno.ENOENT if error.errno == errno.ENOTDIR else error.errno
        return str(error) if reason is None else reason


@pytest.mark.parametrize("path", PATHS)
def test_files_are_those_of_the_checkout(states: tuple[Workspace, Revision], path: str) -> None:
    """Where the disk has a file, a folder or nothing, so does the revision; only links out of it are not followed."""
    disk, revision = states
    if path != "absolute":
        assert revision.holds(path) == disk.holds(path)
        assert revision.has_folder(path) == disk.has_folder(path)
        assert outcome(lambda: revision.read(path)) == outcome(lambda: disk.read(path))
        assert outcome(lambda: revision.read_text(path)) == outcome(lambda: disk.read_text(path))
    if path != "loop":
        assert outcome(lambda: revision.open_file(path)) == outcome(lambda: disk.open_file(path))
        assert outcome(lambda: revision.open_file(path, "docs")) == outcome(lambda: disk.open_file(path, "docs"))


def test_links_that_lead_to_themselves(states: tuple[Workspace, Revision]) -> None:
    """They end, and there is nothing."""
    _, revision = states
    assert not revision.holds("loop")
    with pytest.raises(PermissionError, match="the file is outside of the documentation"):
        revision.open_file("loop")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_match_as_in_the_checkout(states: tuple[Workspace, Revision], pattern: str) -> None:
    """But for a link that leads out of the repository, whose target no revision has."""
    disk, revision = states
    assert revision.expand(pattern) == tuple(path for path in disk.expand(pattern) if path != "absolute")


def test_a_byte_order_mark_is_no_text(states: tuple[Workspace, Revision]) -> None:
    """As on the disk."""
    _, revision = states
    assert revision.read_text("bom.rst") == "x"


def test_names_that_cannot_be_printed(tmp_path: Path) -> None:
    """They are refused as on the disk."""
    repo = Repo.create(tmp_path)
    repo.commit({"a\x1b.rst": ""})
    revision = Revision(Tree(Repository.find(tmp_path), "HEAD"))

    with pytest.raises(TablecastError) as raised:
        revision.expand("*.rst")
    assert str(raised.value) == (r"a\x1b.rst: error: the name of the document cannot be printed [unreadable-file]")
