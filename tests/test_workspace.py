"""The edge to the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tablecast import Location, TablecastError
from tablecast._workspace import Workspace, find_config, open_config

running_as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_file_that_is_not_there_is_a_located_error(tmp_path: Path) -> None:
    """The message names the file as the configuration does."""
    with pytest.raises(TablecastError) as raised:
        Workspace(tmp_path).read("docs/a.rst")

    assert str(raised.value) == "docs/a.rst: error: cannot read the file: No such file or directory [unreadable-file]"


@pytest.mark.skipif(running_as_root, reason="root may read every file")
def test_a_file_without_permission_is_a_located_error(tmp_path: Path) -> None:
    """Not to be allowed to read is told as such."""
    (tmp_path / "a.rst").touch(mode=0)

    with pytest.raises(TablecastError, match="cannot read the file: Permission denied"):
        Workspace(tmp_path).read("a.rst")


def test_text_must_be_utf8(tmp_path: Path) -> None:
    """The place of the first wrong byte is told in lines and characters; a byte order mark is dropped."""
    (tmp_path / "a.toml").write_bytes("\ufeffname = 1\nk = '\N{LATIN SMALL LETTER E WITH ACUTE}".encode() + b"\xff'\n")
    (tmp_path / "b.toml").write_bytes("\ufeffname = 1\n".encode())

    with pytest.raises(TablecastError) as raised:
        Workspace(tmp_path).read_text("a.toml")

    assert raised.value.diagnostics[0].location == Location("a.toml", 2, 7)
    assert Workspace(tmp_path).read_text("b.toml") == "name = 1\n"


def test_included_files_stay_inside(tmp_path: Path) -> None:
    """Neither a path nor a link leads out of the project."""
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (inside / "own.txt").write_text("own", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    workspace = Workspace(inside)

    assert workspace.open_file("own.txt") == b"own"
    for path in ("../secret.txt", "link.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(PermissionError, match="outside of the documentation"):
            workspace.open_file(path)


def test_expands_patterns_in_one_order(tmp_path: Path) -> None:
    """The order of files on the disk does not matter; folders are not documents."""
    for name in ("b.rst", "a/c.rst", "a/d/e.rst", "z.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.rst").mkdir()
    workspace = Workspace(tmp_path)

    assert workspace.expand("**/*.rst") == ("a/c.rst", "a/d/e.rst", "b.rst")
    assert workspace.expand("*.rst") == ("b.rst",)
    assert workspace.expand("no/*.rst") == ()
    assert workspace.documents(["z.txt", "a", "a/c.rst"]) == ("z.txt", "a/c.rst", "a/d/e.rst")
    assert list(workspace.files_below(["a"])) == ["a/c.rst", "a/d/e.rst"]
    assert list(workspace.files_beside(["new.py", "a/x.py", "nowhere/x.py"])) == ["b.rst", "z.txt", "a/c.rst"]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """A mistyped path must not look like a folder without tables."""
    with pytest.raises(TablecastError, match="there is no such file or folder"):
        Workspace(tmp_path).documents(["nowhere"])


def test_writes_make_folders_keep_the_mode_and_follow_links(tmp_path: Path) -> None:
    """A file is replaced as a whole, but stays what it was to others."""
    script = tmp_path / "script.py"
    script.write_text("old", encoding="utf-8")
    script.chmod(0o755)
    (tmp_path / "link.py").symlink_to(script)

    Workspace(tmp_path).write_all({"link.py": b"new", "a/b/c.py": b"x"})

    assert script.read_bytes() == b"new"
    assert script.stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "a/b/c.py").read_bytes() == b"x"


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    """Files are staged before the first one is replaced, and nothing is left behind."""
    (tmp_path / "a.py").write_text("old", encoding="utf-8")
    (tmp_path / "b.py").mkdir()

    with pytest.raises(TablecastError) as raised:
        Workspace(tmp_path).write_all({"a.py": b"new", "b.py": b"new"})

    assert str(raised.value) == "b.py: error: cannot write the file: there is a folder of this name [unwritable-file]"
    assert (tmp_path / "a.py").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_finds_the_nearest_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """tablecast.toml goes before pyproject.toml; a pyproject.toml without our table is passed over."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.tablecast]\nsources = ['*.rst']\n", encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")

    assert find_config(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "tablecast.toml").write_text("sources = ['docs/*.rst']\n", encoding="utf-8")
    assert find_config(inner) == tmp_path / "a" / "tablecast.toml"
    monkeypatch.chdir(inner)
    workspace, loaded = open_config()
    assert workspace.root == tmp_path / "a"
    assert loaded.config.sources == ("docs/*.rst",)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file systems there hold no such names")
@pytest.mark.parametrize("name", [b"d\xff.rst", b"a\nb.rst"])
def test_a_document_whose_name_cannot_be_printed_is_refused(tmp_path: Path, name: bytes) -> None:
    """Messages and outputs name their document."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()

    with pytest.raises(TablecastError, match="the name of the document cannot be printed"):
        Workspace(tmp_path).expand("*.rst")
    with pytest.raises(TablecastError, match="the name of the document cannot be printed"):
        Workspace(tmp_path).documents(["."])


def test_absolute_paths_are_made_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's folders get into no message and no output."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.rst").touch()
    monkeypatch.chdir(tmp_path)

    assert Workspace(Path()).documents([str(tmp_path / "docs")]) == ("docs/a.rst",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_not_read(tmp_path: Path) -> None:
    """It would block for ever."""
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(PermissionError, match="no regular file"):
        Workspace(tmp_path).open_file("pipe.txt")
    assert list(Workspace(tmp_path).files_below(["."])) == []


def test_a_link_to_itself_is_a_located_error(tmp_path: Path) -> None:
    """There is something, and it cannot be read."""
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(TablecastError, match="loop: error: cannot read the file"):
        Workspace(tmp_path).read_if_present("loop")


@pytest.mark.parametrize("path", ["file/out.py", "x" * 300])
def test_what_cannot_be_written_is_a_located_error(tmp_path: Path, path: str) -> None:
    """A file where a folder is needed, and a name that is too long."""
    (tmp_path / "file").touch()
    workspace = Workspace(tmp_path)

    with pytest.raises(TablecastError, match="cannot write the file") as raised:
        workspace.write_all({"good.py": b"x", path: b"x"})

    assert raised.value.diagnostics[0].location == Location(path)
    assert not (tmp_path / "good.py").exists()
    with pytest.raises(TablecastError, match="cannot read the file"):
        workspace.read_if_present(path)
