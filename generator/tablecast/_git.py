"""The edge to git: the only module that runs another program.

Files of a revision are read from git's objects, so that nothing is checked out, and no index or working tree touched.
Nothing is fetched, either: what a clone does not have is told, with the command that gets it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tablecast import _disk
from tablecast.diagnostics import Diagnostic, Location, TablecastError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LINK = "120000"
SUBMODULE = "160000"
"""The modes by which git tells symbolic links and the commits of submodules from files."""

PARTIAL = "the clone is partial; get the rest with git fetch --refetch --no-filter"
"""What to do where a clone does not have all objects of a commit that it has."""

_DEFAULT_BRANCHES = ("origin/main", "origin/master", "main", "master")
"""What a default branch is called where the remote does not say it; ours may lag behind that of the remote."""

_SHOWN_NAMES = 8
_VERIFY = ("rev-parse", "--verify", "--quiet")

# A hook is run with variables that lead to its own repository and index; the folder alone shall say which it is.
_INDEX = "GIT_INDEX_FILE"
_OF_HOOKS = frozenset({"GIT_COMMON_DIR", "GIT_DIR", _INDEX, "GIT_PREFIX", "GIT_WORK_TREE"})
_SETTINGS = {
    "GIT_ALLOW_PROTOCOL": "none",  # A partial clone would fetch what it lacks.
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Entry(NamedTuple):
    """What a revision or the index has at a path: a mode, a digest, and the folder of the repository that holds it."""

    mode: str
    digest: str
    folder: Path


class Repository(NamedTuple):
    """A repository: the top of its working tree, and the path from there to the folder that it was found from."""

    top: Path
    prefix: str
    is_shallow: bool

    @classmethod
    def find(cls, folder: Path) -> Repository:
        """Find the repository that a folder is in.

        Raises:
            TablecastError: It is in none, or there is no git, or git refuses, for instance because of the owner.
        """
        done = _run(folder, "rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
        if done.returncode:
            raise TablecastError([_no_repository(_error(done))])
        top, prefix, shallow = os.fsdecode(done.stdout).splitlines()
        return cls(Path(top), prefix.rstrip("/"), shallow == "true")

    def commit(self, revision: str) -> str:
        """Give the digest of the commit that a revision names.

        Raises:
            TablecastError: There is none.
        """
        # What begins with a dash would be an option; no name of git's does.
        if revision and not revision.startswith("-"):
            done = _run(self.top, *_VERIFY, f"{revision}^{{commit}}")
            if not done.returncode:
                return done.stdout.decode().strip()
        raise TablecastError([self._unknown(revision)])

    def merge_base(self, one: str, other: str) -> str:
        """Give where two revisions went apart: the first one, if all of it is in the other, or else a commit.

        Raises:
            TablecastError: One of them is unknown, or they have no common ancestor here.
        """
        first = self.commit(one)
        done = _run(self.top, "merge-base", first, self.commit(other))
        if done.returncode:
            message = f"'{one}' and '{other}' have no common ancestor" + " in this clone" * self.is_shallow
            hint = self._deeper() or f"compare them as they are: {one}..{other}"
            raise TablecastError([Diagnostic("no-merge-base", message, Location(f"{one}...{other}"), hint=hint)])
        base = done.stdout.decode().strip()
        return one if base == first else _run(self.top, "rev-parse", "--short", base).stdout.decode().strip()

    def default_branch(self) -> str:
        """Give the branch that others start from: what the remote says that it is, or else one that is called so.

        Raises:
            TablecastError: There is none.
        """
        said = _run(self.top, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        for name in (os.fsdecode(said.stdout).strip(), *_DEFAULT_BRANCHES):
            if name and not _run(self.top, *_VERIFY, f"{name}^{{commit}}").returncode:
                return name
        message = "this clone has no default branch: neither origin/HEAD nor a branch main or master"
        hint = "name a revision to compare with, or get the branch: git fetch origin main:refs/remotes/origin/main"
        raise TablecastError([Diagnostic("no-default-branch", message, Location("."), hint=hint)])

    def entries(self, commit: str, revision: str) -> dict[str, Entry]:
        """Give all that a commit has, by path from the top; a submodule's files, too, where it is checked out.

        A submodule that is checked out without that commit has an entry of its own. `revision` names the commit.

        Raises:
            TablecastError: The clone has the commit alone.
        """
        return self._with_submodules(_listed(self.top, commit, revision))

    def staged(self) -> dict[str, Entry]:
        """Give all that the next commit will have, as `entries` does.

        A file on which a merge has not been settled is not there, and git makes no commit before it is.
        """
        return self._with_submodules(_staged(self.top))

    def _with_submodules(self, listed: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for path, entry in listed:
            below = self.top / path
            if entry.mode != SUBMODULE:
                found[path] = entry
            elif (below / ".git").exists():
                if _run(below, "cat-file", "-e", f"{entry.digest}^{{commit}}").returncode:
                    found[path] = entry._replace(folder=below)
                    continue
                inside = Repository(below, "", is_shallow=False).entries(entry.digest, path)
                found |= {f"{path}/{name}": each for name, each in inside.items()}
        return found

    def _unknown(self, revision: str) -> Diagnostic:
        message = "there is no such revision" + " in this clone, which is shallow" * self.is_shallow
        return Diagnostic("unknown-revision", message, Location(revision or "''"), hint=self._known(revision))

    def _known(self, revision: str) -> str:
        """Say how to get a revision, or which one may be meant."""
        listed = _run(self.top, "for-each-ref", "--format=%(refname:short)").stdout
        names = os.fsdecode(listed).splitlines()
        remote = [name for name in names if name.endswith(f"/{revision}")]
        if remote:
            return f"did you mean '{remote[0]}'?"
        if not names and _run(self.top, *_VERIFY, "HEAD").returncode:
            return "nothing is committed yet"
        base = re.split(r"[~^@:]", revision)[0]
        if base not in ("", revision) and not self.is_shallow and not _run(self.top, *_VERIFY, base).returncode:
            return f"there is '{base}', but it does not lead there"
        if self.is_shallow and base == revision:
            return f"a branch or tag is got with git fetch --depth=1 origin {base}:{base}\n{self._deeper()}"
        return self._deeper() or did_you_mean(revision, ["HEAD", *names], most=_SHOWN_NAMES)

    def _deeper(self) -> str:
        if not self.is_shallow:
            return ""
        return "get more of the history with git fetch --deepen=50, or all of it with git fetch --unshallow"


def read_blobs(entries: Iterable[Entry]) -> dict[str, bytes]:
    """Give the contents of entries, by digest; what the clone does not have is left out."""
    wanted: dict[Path, dict[str, None]] = {}
    for entry in entries:
        wanted.setdefault(entry.folder, {})[entry.digest] = None
    found: dict[str, bytes] = {}
    for folder, digests in wanted.items():
        listed = "".join(f"{digest}\n" for digest in digests)
        found.update(_blobs(_run(folder, "cat-file", "--batch", stdin=listed.encode()).stdout))
    return found


def _blobs(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Read what `git cat-file --batch` prints: a line with digest, type and size, the contents, and a line end."""
    start = 0
    while start < len(output):
        end = output.index(b"\n", start)
        digest, kind, *size = output[start:end].decode().split(" ")
        start = end + 1
        if kind == "blob":
            length = int(size[0])
            yield digest, output[start : start + length]
            start += length + 1


def _listed(folder: Path, commit: str, revision: str) -> Iterator[tuple[str, Entry]]:
    done = _run(folder, "ls-tree", "-r", "-z", "--full-tree", commit)
    if done.returncode:
        message = "the names of its files are not in this clone"
        raise TablecastError([Diagnostic("unknown-revision", message, Location(revision), hint=PARTIAL)])
    for line in done.stdout.split(b"\0"):
        if line:
            about, _, path = line.partition(b"\t")
            mode, _, digest = about.decode().split(" ")
            yield os.fsdecode(path), Entry(mode, digest, folder)


def _staged(folder: Path) -> Iterator[tuple[str, Entry]]:
    # A commit of some files alone has an index of its own, which git names to the hook; the path may be relative.
    index = os.environ.get(_INDEX)
    named = {_INDEX: str(Path(index).absolute())} if index else {}
    done = _run(folder, "ls-files", "--stage", "-z", settings=named)
    if done.returncode:
        message = f"git cannot tell what is staged: {_error(done)}"
        raise TablecastError([Diagnostic("no-repository", message, Location("."))])
    for line in done.stdout.split(b"\0"):
        if line:
            about, _, path = line.partition(b"\t")
            mode, digest, stage = about.decode().split(" ")
            if stage == "0":
                yield os.fsdecode(path), Entry(mode, digest, folder)


def _run(
    folder: Path, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    # What git says is noted nowhere, so nothing that follows from it can be answered from memory.
    _disk.forget()
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environment = kept | _SETTINGS | dict(settings or {})
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)  # noqa: S603 - no shell, and a revision is never an option
    except FileNotFoundError:
        hint = "install it, or compare two folders: tablecast diff BEFORE AFTER"
        raise TablecastError([Diagnostic("no-git", "git is not installed", Location("."), hint=hint)]) from None


def _error(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give what git says is wrong; its advice goes over more lines."""
    return os.fsdecode(done.stderr).strip().removeprefix("fatal: ")


def _no_repository(error: str) -> Diagnostic:
    if error.startswith("not a git repository"):
        hint = "compare two documents or folders: tablecast diff BEFORE AFTER"
        return Diagnostic("no-repository", "this folder is in no git repository", Location("."), hint=hint)
    first, _, rest = error.partition("\n")
    return Diagnostic("no-repository", f"git cannot be asked: {first}", Location("."), hint=rest.strip())
