"""`tablecast diff` over revisions of a git repository, whatever kind of clone or checkout it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from repositories import CONFIG, Repo, document
from tablecast.reports import diffs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Tablecast = Callable[..., Result]

NOT_FOUND = document(_404="Not found", _500="Broken")
MISSING = document(_404="Missing", _500="Broken")
WITH_GONE = document(_404="Not found", _410="Gone", _500="Broken")
SHALLOW_HINT = "  hint: get more of the history with git fetch --deepen=50, or all of it with git fetch --unshallow\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with one commit, as the current folder; its document says two codes."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    repo = Repo.create(tmp_path / "repo")
    repo.commit({"tablecast.toml": CONFIG, "docs/errors.rst": NOT_FOUND})
    monkeypatch.chdir(repo.folder)
    return repo


def told(result: Result) -> list[str]:
    """The rows that a report names, with their signs and what was there and is there now."""
    return [" ".join(line.split()) for line in result.out.splitlines() if line.startswith("  ")]


# --- which states -----------------------------------------------------------------------------------------------------


def test_without_states_head_and_the_working_tree(repo: Repo, tablecast: Tablecast) -> None:
    """A difference exits with 1, and names the table, the row with its line, and the output that says it."""
    assert tablecast("diff") == (0, "", "HEAD → the working tree: no row differs in 1 dataset\n")

    repo.write({"docs/errors.rst": MISSING})

    assert tablecast("diff") == (
        1,
        (
            "docs/errors.rst  Codes, error                                      1 row differs\n"
            "  ~ 404  title   Not found → Missing                                          :9\n"
            "  → out/error.json\n"
        ),
        "HEAD → the working tree: 1 row changed in 1 of 1 dataset\n",
    )


def test_a_comment(repo: Repo, tablecast: Tablecast) -> None:
    """Signs stand at the beginning of their lines, where a block of `diff` has colours for them."""
    assert tablecast("diff", "--format", "markdown") == (0, "### tablecast: no row differs in 1 dataset\n", "")

    repo.write({"docs/errors.rst": document(_404="Not found", _405=r"Say \`\`\`\`\`", _406="[a](b)\x7f")})

    assert tablecast("diff", "--format", "markdown") == (
        1,
        (
            "### tablecast: 2 rows added, 1 row removed in 1 of 1 dataset\n\n"
            "``````diff\n"
            f"docs/errors.rst  Codes, error{'3 rows differ':>71}\n"
            "- 500  Broken\n"
            f"+ 405  Say `````{':11':>82}\n"
            f"+ 406  [a](b)\N{REPLACEMENT CHARACTER}{':13':>84}\n"
            "→ out/error.json\n"
            "``````\n"
        ),
        "",
    )


def test_a_long_comment(repo: Repo, tablecast: Tablecast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a comment has no room for is counted."""
    monkeypatch.setattr(diffs, "COMMENT_LIMIT", 500)
    repo.write({"docs/errors.rst": document(**{f"_{code}": "x" for code in range(100, 200)})})

    out = tablecast("diff", "--format", "markdown").out

    assert len(out) <= 500
    assert out.endswith("\n```\n\n100 lines more: `tablecast diff` shows all.\n")


def test_revisions_and_ranges(repo: Repo, tablecast: Tablecast) -> None:
    """One is compared with the working tree, two with each other; a range may leave out HEAD."""
    repo.git("tag", "v1")
    repo.commit({"docs/errors.rst": MISSING})
    repo.write({"docs/errors.rst": WITH_GONE})

    for states in (["v1", "HEAD"], ["v1..HEAD"], ["HEAD~1.."], ["v1...main"]):
        assert told(tablecast("diff", *states))[0] == "~ 404 title Not found → Missing :9", states
    assert told(tablecast("diff", "..v1"))[0] == "~ 404 title Missing → Not found :9"
    assert told(tablecast("diff", "v1"))[0] == "+ 410 Gone :11"


def test_three_dots_begin_where_both_went_apart(repo: Repo, tablecast: Tablecast) -> None:
    """What happened on the other side since then is no difference."""
    base = repo.git("rev-parse", "--short", "HEAD")
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit({"docs/errors.rst": WITH_GONE})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"docs/errors.rst": MISSING})

    result = tablecast("diff", "main...topic")

    assert told(result)[0] == "+ 410 Gone :11"
    assert result.err == f"{base} → topic: 1 row added in 1 of 1 dataset\n"
    assert tablecast("diff", "main..topic").err == "main → topic: 1 row added, 1 row changed in 1 of 1 dataset\n"


def test_too_many_states(repo: Repo, tablecast: Tablecast) -> None:
    """Neither three states nor a range and another state can be compared."""
    del repo
    for states in (["a", "b", "c"], ["a..b", "c"]):
        result = tablecast("diff", *states)
        assert (result.code, result.err.splitlines()[-1]) == (2, "Error: expected one or two states, or a range A..B")


def test_unknown_revisions(repo: Repo, tablecast: Tablecast) -> None:
    """Both are told, with what may be meant."""
    repo.git("update-ref", "refs/remotes/origin/topic", "HEAD")

    assert tablecast("diff", "mian", "HEAD~1") == (
        2,
        "",
        (
            "HEAD~1: error: there is no such revision [unknown-revision]\n"
            "  hint: there is 'HEAD', but it does not lead there\n"
            "mian: error: there is no such revision [unknown-revision]\n"
            "  hint: did you mean 'main'?\n"
        ),
    )
    assert tablecast("diff", "topic").err.splitlines()[1] == "  hint: did you mean 'origin/topic'?"
    assert tablecast("diff", "--", "--all").err.splitlines()[0] == (
        "--all: error: there is no such revision [unknown-revision]"
    )


def test_nothing_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """HEAD is then no revision."""
    Repo.create(tmp_path).write({"tablecast.toml": CONFIG, "docs/errors.rst": NOT_FOUND})
    monkeypatch.chdir(tmp_path)

    assert tablecast("diff").err == (
        "HEAD: error: there is no such revision [unknown-revision]\n  hint: nothing is committed yet\n"
    )


def test_a_path_and_no_revision(repo: Repo, tablecast: Tablecast) -> None:
    """One path has nothing to be compared with; beside a path, what is no revision was meant as one."""
    del repo
    assert tablecast("diff", "docs").err == (
        "docs: error: there is no such revision [unknown-revision]\n"
        "  hint: documents and folders are compared in pairs: tablecast diff BEFORE AFTER\n"
    )
    assert tablecast("diff", "docs", "dosc").err == ("dosc: error: there is no such file or folder [unreadable-file]\n")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Two folders can be compared all the same."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)

    assert tablecast("diff") == (
        2,
        "",
        (
            ".: error: this folder is in no git repository [no-repository]\n"
            "  hint: compare two documents or folders: tablecast diff BEFORE AFTER\n"
        ),
    )


def test_no_git(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """The program is missing, which is not the repository's fault."""
    monkeypatch.setenv("PATH", str(repo.folder))

    assert tablecast("diff") == (
        2,
        "",
        (
            ".: error: git is not installed [no-git]\n"
            "  hint: install it, or compare two folders: tablecast diff BEFORE AFTER\n"
        ),
    )


def test_git_refuses(repo: Repo, tablecast: Tablecast) -> None:
    """What git says then is passed on."""
    (repo.folder / ".git" / "config").write_text("[core\n", encoding="utf-8")

    assert tablecast("diff").err == (
        ".: error: git cannot be asked: bad config line 1 in file .git/config [no-repository]\n"
    )


# --- kinds of clones and checkouts ------------------------------------------------------------------------------------


def test_a_shallow_clone(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """What it does not have is told, with the command that gets it, and that command does."""
    repo.git("tag", "v1")
    repo.commit({"docs/errors.rst": MISSING})
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.folder}", str(clone.folder))
    monkeypatch.chdir(clone.folder)

    assert tablecast("diff").code == 0
    assert tablecast("diff", "HEAD~1") == (
        2,
        "",
        "HEAD~1: error: there is no such revision in this clone, which is shallow [unknown-revision]\n" + SHALLOW_HINT,
    )
    assert tablecast("diff", "v1").err == (
        "v1: error: there is no such revision in this clone, which is shallow [unknown-revision]\n"
        "  hint: a branch or tag is got with git fetch --depth=1 origin v1:v1\n"
        "    get more of the history with git fetch --deepen=50, or all of it with git fetch --unshallow\n"
    )
    clone.git("fetch", "--quiet", "--depth=1", "origin", "v1:v1")
    assert told(tablecast("diff", "v1"))[0] == "~ 404 title Not found → Missing :9"
    clone.git("fetch", "--quiet", "--unshallow")
    assert told(tablecast("diff", "HEAD~1"))[0] == "~ 404 title Not found → Missing :9"


def test_histories_without_a_common_commit(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast
) -> None:
    """In a shallow clone, the common commit may only not be there."""
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit({"docs/errors.rst": MISSING})
    assert tablecast("diff", "main...other").err == (
        "main...other: error: 'main' and 'other' have no common ancestor [no-merge-base]\n"
        "  hint: compare them as they are: main..other\n"
    )

    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{repo.folder}", str(clone))
    monkeypatch.chdir(clone)
    assert tablecast("diff", "origin/main...other").err == (
        "origin/main...other: error: 'origin/main' and 'other' have no common ancestor in this clone [no-merge-base]\n"
        + SHALLOW_HINT
    )


def test_a_partial_clone(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Nothing is fetched; the hint says how to."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"docs/errors.rst": MISSING})
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.folder}", str(clone.folder))
    monkeypatch.chdir(clone.folder)

    assert tablecast("diff", "HEAD~1") == (
        2,
        "",
        (
            "HEAD~1:docs/errors.rst: error: cannot read the file: its contents are not in this clone [unreadable-file]"
            "\n  hint: the clone is partial; get the rest with git fetch --refetch --no-filter\n"
        ),
    )
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert tablecast("diff", "HEAD~1").code == 1


def test_a_clone_of_commits_alone(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast
) -> None:
    """It does not know which files a revision has, which is not the same as having none."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"docs/errors.rst": MISSING})
    repo.git("clone", "--quiet", "--filter=tree:0", f"file://{repo.folder}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")

    assert tablecast("diff", "HEAD~1").err == (
        "HEAD~1: error: the names of its files are not in this clone [unknown-revision]\n"
        "  hint: the clone is partial; get the rest with git fetch --refetch --no-filter\n"
    )


def test_a_detached_head(repo: Repo, tablecast: Tablecast) -> None:
    """HEAD need not be a branch."""
    first = repo.git("rev-parse", "HEAD")
    repo.commit({"docs/errors.rst": MISSING})
    repo.git("checkout", "--quiet", "--detach", first)

    assert tablecast("diff").code == 0
    assert told(tablecast("diff", "HEAD..main"))[0] == "~ 404 title Not found → Missing :9"


def test_a_worktree(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Its HEAD is its own."""
    repo.git("worktree", "add", "--quiet", "-b", "topic", str(tmp_path / "tree"))
    Repo(tmp_path / "tree").commit({"docs/errors.rst": MISSING})
    monkeypatch.chdir(tmp_path / "tree")

    assert tablecast("diff").code == 0
    assert told(tablecast("diff", "main", "HEAD"))[0] == "~ 404 title Not found → Missing :9"


def test_in_a_hook(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """The variables that git gives to a hook do not lead elsewhere."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.folder / "nothing"))
    monkeypatch.chdir(repo.folder / "docs")

    assert tablecast("diff").code == 0


@pytest.fixture
def outer(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository whose documents are a submodule, which has moved on between its two commits."""
    outer = Repo.create(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", f"file://{repo.folder}", "manual")
    outer.commit({"tablecast.toml": CONFIG.replace("docs/**/", "manual/docs/")})
    Repo(outer.folder / "manual").commit({"docs/errors.rst": MISSING})
    outer.commit()
    monkeypatch.chdir(outer.folder)
    return outer


def test_documents_in_a_submodule(outer: Repo, tablecast: Tablecast) -> None:
    """They are read at the commit that the revision names."""
    del outer
    assert tablecast("diff").code == 0
    result = tablecast("diff", "HEAD~1..HEAD")
    assert result.out.splitlines()[0].startswith("manual/docs/errors.rst  Codes, error")
    assert told(result)[0] == "~ 404 title Not found → Missing :9"


def test_in_a_submodule(outer: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """It is a repository of its own."""
    monkeypatch.chdir(outer.folder / "manual" / "docs")

    assert told(tablecast("diff", "HEAD~1"))[0] == "~ 404 title Not found → Missing :9"


def test_a_submodule_without_the_commit(
    outer: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast
) -> None:
    """The command that gets the commit is told; a submodule that is not checked out has no documents."""
    clone = Repo(tmp_path / "clone")
    outer.git("clone", "--quiet", f"file://{outer.folder}", str(clone.folder))
    monkeypatch.chdir(clone.folder)
    assert tablecast("diff", "HEAD~1..HEAD").err.splitlines()[0] == (
        "HEAD:tablecast.toml:1:12: error: no document matches 'manual/docs/*.rst' [no-documents]"
    )

    first = outer.git("rev-parse", "HEAD~1:manual")
    second = outer.git("rev-parse", "HEAD:manual")
    (clone.folder / "manual").rmdir()
    clone.git("clone", "--quiet", "--depth=1", f"file://{outer.folder}/manual", "manual")
    assert tablecast("diff", "HEAD~1..HEAD").err == (
        f"HEAD~1:manual: error: the commit {first[:12]} of the submodule is not in its clone [unknown-revision]\n"
        f"  hint: get it with git -C manual fetch origin {first}\n"
    )
    assert second != first
    clone.git("-C", "manual", "fetch", "--quiet", "origin", first)
    assert told(tablecast("diff", "HEAD~1..HEAD"))[0] == "~ 404 title Not found → Missing :9"


def test_a_submodule_beside_the_documents(outer: Repo, tablecast: Tablecast) -> None:
    """It does not matter that its commit is not there."""
    outer.commit({"tablecast.toml": CONFIG, "docs/errors.rst": NOT_FOUND})
    outer.git("update-index", "--cacheinfo", f"160000,{'1' * 40},manual")
    outer.git("commit", "--quiet", "--message=Go on")
    outer.write({"docs/errors.rst": MISSING})

    assert told(tablecast("diff"))[0] == "~ 404 title Not found → Missing :9"


# --- what a revision holds --------------------------------------------------------------------------------------------


def test_a_renamed_document(repo: Repo, tablecast: Tablecast) -> None:
    """Its table has moved, and rows are compared all the same."""
    repo.git("mv", "docs/errors.rst", "docs/codes.rst")
    repo.commit({"docs/codes.rst": MISSING})

    result = tablecast("diff", "HEAD~1..")

    assert told(result)[:3] == [
        "→ table docs/codes.rst Codes",
        "moved from docs/errors.rst Codes",
        "~ 404 title Not found → Missing :9",
    ]
    assert result.err == "HEAD~1 → HEAD: 1 row changed, 1 table moved in 1 of 1 dataset\n"


def test_broken_documents_name_the_revision(repo: Repo, tablecast: Tablecast) -> None:
    """Everything wrong in both states is told at once, as `git show` takes it, with the line of that state."""
    repo.commit({"docs/errors.rst": document(_40x="Odd")})
    repo.commit({"docs/errors.rst": NOT_FOUND})
    repo.write({"docs/errors.rst": document(_50x="Odd")})

    assert tablecast("diff", "HEAD~1") == (
        2,
        "",
        (
            "HEAD~1:docs/errors.rst:9:8: error: '40x' is not an int (field 'code') [invalid-cell]\n"
            "  9 |    * - 40x\n"
            "    |        ^~~\n"
            "docs/errors.rst:9:8: error: '50x' is not an int (field 'code') [invalid-cell]\n"
            "  9 |    * - 50x\n"
            "    |        ^~~\n"
        ),
    )


def test_a_document_that_is_not_utf8(repo: Repo, tablecast: Tablecast) -> None:
    """The place is told, and its line, which is no text, is not shown."""
    (repo.folder / "docs" / "errors.rst").write_bytes(b"\nCaf\xe9\n")
    repo.commit()
    repo.write({"docs/errors.rst": NOT_FOUND})

    assert tablecast("diff").err.startswith("HEAD:docs/errors.rst:2:4: error: the file is not UTF-8")
    assert "|" not in tablecast("diff").err


def test_a_broken_configuration_names_the_revision(repo: Repo, tablecast: Tablecast) -> None:
    """That of the other state can be used for both."""
    repo.commit({"tablecast.toml": "sources = 1\n"})
    repo.write({"tablecast.toml": CONFIG, "docs/errors.rst": MISSING})

    assert tablecast("diff").err.splitlines()[:2] == [
        "HEAD:tablecast.toml:1:11: error: sources: expected an array of strings, got an integer [wrong-type]",
        "  1 | sources = 1",
    ]
    assert told(tablecast("diff", "--config-of", "B"))[0] == "~ 404 title Not found → Missing :9"


def test_each_state_has_its_own_configuration(repo: Repo, tablecast: Tablecast) -> None:
    """A field that the configuration renames is told as such, and a dataset that it adds."""
    more = '\n[datasets.code]\ntables = [{ header = ["Code"] }]\nfields.code = "Code"\n'
    repo.write({"tablecast.toml": CONFIG.replace("title =", "name =") + more})

    assert tablecast("diff") == (
        1,
        (
            "error\n"
            "  → field name  renamed from title\n"
            "  → out/error.json\n"
            "code  not there before\n"
            "docs/errors.rst  Codes, code                                       2 rows differ\n"
            "  + 404                                                                       :9\n"
            "  + 500                                                                      :11\n"
        ),
        "HEAD → the working tree: 1 field renamed, 2 rows added in 2 of 2 datasets\n",
    )
    assert tablecast("diff", "--config-of", "A").code == 0
    result = tablecast("diff", "HEAD", "HEAD", "--config-of", "A")
    assert (result.code, result.err) == (0, "HEAD → HEAD: no row differs in 1 dataset\n")


def test_a_dataset_that_is_gone(repo: Repo, tablecast: Tablecast) -> None:
    """It is told, with all of its rows."""
    repo.write({"tablecast.toml": CONFIG.replace("error", "fault")})

    assert [line for line in tablecast("diff").out.splitlines() if not line.startswith("docs")] == [
        "fault  not there before",
        "  + 404  Not found                                                            :9",
        "  + 500  Broken                                                              :11",
        "  → out/fault.json",
        "error  no longer there",
        "  - 404  Not found",
        "  - 500  Broken",
        "  → out/error.json",
    ]


def test_a_configuration_of_the_other_state_that_does_not_fit(repo: Repo, tablecast: Tablecast) -> None:
    """The message says whose documents it does not fit."""
    repo.commit(
        {"docs/errors.rst": NOT_FOUND.replace("Title", "Text"), "tablecast.toml": CONFIG.replace("Title", "Text")}
    )

    assert tablecast("diff", "HEAD~1", "--config-of", "B").err.splitlines()[0] == (
        "tablecast.toml:4:22: error: no table matches header = 'Code | Text', in HEAD~1 [no-table]"
    )


def test_a_revision_without_a_configuration(repo: Repo, tablecast: Tablecast) -> None:
    """There is a way to compare; with no configuration anywhere, there is another."""
    repo.git("mv", "tablecast.toml", "other.toml")
    repo.commit({"docs/errors.rst": MISSING})
    hint = "to use that of the other state for both, add --config-of A"

    result = tablecast("diff", "HEAD~1..HEAD")

    assert result.err == (
        "HEAD: error: there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table, here or above"
        f" [no-config]\n  hint: {hint}\n"
    )
    assert tablecast("diff", "HEAD~1..HEAD", "--config-of", "A").code == 1
    assert tablecast("diff").err.count("hint: compare two documents or folders: tablecast diff BEFORE AFTER\n") == 2
    assert tablecast("diff", "HEAD~1", "--config", "other.toml").err == (
        f"HEAD~1: error: there is no other.toml [no-config]\n  hint: {hint.replace(' A', ' B')}\n"
    )
    assert tablecast("diff", "HEAD~1", "--config", "other.toml", "--config-of", "B").code == 1


def test_a_configuration_below_the_top(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Documents are found from its folder, in which a pattern's characters mean nothing, wherever the command runs."""
    repo.commit({"a [1]/b/tablecast.toml": CONFIG.replace("docs", "../docs"), "a [1]/docs/x.rst": NOT_FOUND})
    repo.commit({"a [1]/docs/x.rst": document(_x="y")})
    repo.write({"a [1]/docs/x.rst": MISSING})
    monkeypatch.chdir(repo.folder / "a [1]" / "b")

    assert told(tablecast("diff", "HEAD~1"))[0] == "~ 404 title Not found → Missing :9"
    assert tablecast("diff").err.splitlines()[:2] == [
        "HEAD:a [1]/docs/x.rst:9:8: error: 'x' is not an int (field 'code') [invalid-cell]",
        "  9 |    * - x",
    ]


def test_line_ends_are_no_difference(repo: Repo, tablecast: Tablecast) -> None:
    """A checkout may have other line ends than the repository."""
    repo.git("config", "core.autocrlf", "true")
    repo.write({"docs/errors.rst": NOT_FOUND.replace("\n", "\r\n")})
    assert tablecast("diff").code == 0

    repo.git("config", "core.autocrlf", "false")
    repo.commit({"docs/errors.rst": NOT_FOUND.replace("\n", "\r\n")})
    assert tablecast("diff", "HEAD~1..HEAD").code == 0


def test_names_in_any_script(repo: Repo, tablecast: Tablecast) -> None:
    """Names are those of the files, and never quoted."""
    name = "docs/Fehler für Züge 列車.rst"
    repo.git("mv", "docs/errors.rst", name)
    repo.commit()
    repo.write({name: MISSING})

    assert tablecast("diff").out.splitlines()[0].startswith(f"{name}  Codes, error")


def test_links(repo: Repo, tablecast: Tablecast) -> None:
    """They are followed inside of the repository, and lead nowhere outside of it."""
    (repo.folder / "manual").mkdir()
    (repo.folder / "docs" / "errors.rst").replace(repo.folder / "manual" / "errors.rst")
    (repo.folder / "docs").rmdir()
    (repo.folder / "docs").symlink_to("manual")
    (repo.folder / "manual" / "loop.rst").symlink_to("loop.rst")
    (repo.folder / "manual" / "out.rst").symlink_to("../../out.rst")
    (repo.folder / "manual" / "root.rst").symlink_to("/out.rst")
    repo.commit()

    assert tablecast("diff", "HEAD~1..HEAD").code == 0
    repo.write({"manual/real.txt": NOT_FOUND})
    (repo.folder / "manual" / "errors.rst").unlink()
    (repo.folder / "manual" / "errors.rst").symlink_to("real.txt")
    repo.commit()
    assert tablecast("diff", "HEAD~1..HEAD").code == 0


def test_included_files_are_those_of_the_revision(repo: Repo, tablecast: Tablecast) -> None:
    """A file that is outside, or not there, is told as on the disk."""
    rows = "Code,Title\n404,{}\n500,Broken\n"
    table = ".. csv-table:: Codes\n   :header-rows: 1\n   :file: {}\n"
    repo.commit({"docs/errors.rst": table.format("codes.csv"), "docs/codes.csv": rows.format("Not found")})
    repo.write({"docs/codes.csv": rows.format("Missing")})
    assert told(tablecast("diff"))[0] == "~ 404 title Not found → Missing docs/codes.csv:2"

    for name in ("../../codes.csv", "nothing.csv", "../docs"):
        repo.commit({"docs/errors.rst": table.format(name)})
        revision, disk = tablecast("diff").err.split("\ndocs/errors.rst", 1)
        assert revision.startswith("HEAD:docs/errors.rst:1:1: error: "), name
        assert disk.split(": ")[1:3] == revision.split(": ")[1:3], name


def test_as_json(repo: Repo, tablecast: Tablecast) -> None:
    """A program gets every cell in full; the working tree has no name."""
    repo.write({"docs/errors.rst": MISSING})

    result = tablecast("diff", "--format", "json")

    assert (result.code, result.err) == (1, "")
    found: dict[str, Any] = json.loads(result.out)
    (dataset,) = found.pop("datasets")
    assert found == {"before": "HEAD", "after": None, "compared": 1, "diagnostics": []}
    assert (dataset["state"], dataset["dataset"], dataset["outputs"]) == ("changed", "error", ["out/error.json"])
    assert dataset["rows"][0]["cells"] == [{"field": "title", "before": "Not found", "after": "Missing"}]


def test_narrow_and_in_colour(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """No line is wider than the terminal, and colour is for those who want it."""
    repo.write({"docs/errors.rst": document(_404="Not found, whatever it is that was looked for", _500="Broken")})
    monkeypatch.setenv("COLUMNS", "50")

    assert max(map(len, tablecast("diff").out.splitlines())) == 50
    assert "\x1b" not in tablecast("diff").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33m~\x1b[0m 404" in tablecast("diff").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in tablecast("diff").out


def test_the_repository_is_left_as_it_is(repo: Repo, tablecast: Tablecast) -> None:
    """Nothing is checked out, and no file of git's is written."""
    repo.commit({"docs/errors.rst": MISSING})
    files = {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")}

    assert tablecast("diff", "HEAD~1").code == 1

    assert {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")} == files
