"""`tablecast breaking` over revisions of a git repository: which are compared, what is told, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from repositories import CONFIG, Repo, document
from tablecast.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Tablecast = Callable[..., Result]

TWO = document(_404="Not found", _500="Broken")
ONE = document(_404="Not found")
THREE = document(_404="Not found", _410="Gone", _500="Broken")
GONE = "the record '500' of 'error' is gone [breaking-record-removed]"
NOTHING = "→ the working tree: nothing breaks users of 1 dataset"
OFFER = """\
To accept what is meant, say why in tablecast-accepted.toml:
  accepted = [
    { dataset = "error", rule = "record-removed", subject = "500", reason = "" },
  ]
"""
ACCEPTED = OFFER[OFFER.index("  accepted") :].replace('reason = ""', 'reason = "It is fixed."')


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository on a branch that has gone apart from `main`; its document says two codes."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    repo = Repo.create(tmp_path / "repo")
    repo.commit({"tablecast.toml": CONFIG, "docs/errors.rst": TWO})
    repo.git("checkout", "--quiet", "-b", "topic")
    monkeypatch.chdir(repo.folder)
    return repo


def test_a_change_that_breaks(repo: Repo, tablecast: Tablecast) -> None:
    """It is told at its table, and where its row stood; what to do is told, too."""
    assert tablecast("breaking") == (0, "", f"main {NOTHING}\n")

    repo.write({"docs/errors.rst": ONE})

    assert tablecast("breaking") == (
        1,
        f"error\n  - {GONE}\n      docs/errors.rst:4:1\n      main:docs/errors.rst:11:8: it said 500 | Broken\n",
        f"main → the working tree: 1 change breaks users\n{OFFER}",
    )


def test_what_is_added_breaks_nothing(repo: Repo, tablecast: Tablecast) -> None:
    """A record, a dataset, an output."""
    other = CONFIG.partition("\n\n")[2].replace("error", "other")
    repo.write({"docs/errors.rst": THREE, "tablecast.toml": f"{CONFIG}\n{other}"})

    assert tablecast("breaking") == (0, "", f"main {NOTHING}\n")


# --- which states -----------------------------------------------------------------------------------------------------


def test_what_happened_on_the_default_branch_is_no_change(repo: Repo, tablecast: Tablecast) -> None:
    """The working tree is compared with where it went apart; a branch that is named is compared as it is."""
    base = repo.git("rev-parse", "--short", "HEAD")
    repo.git("checkout", "--quiet", "main")
    repo.commit({"docs/errors.rst": THREE})
    repo.git("checkout", "--quiet", "topic")

    assert tablecast("breaking").err == f"{base} {NOTHING}\n"
    assert tablecast("breaking", "--against", "main...").err == f"{base} {NOTHING}\n"
    result = tablecast("breaking", "--against", "main")
    assert (result.code, result.out.splitlines()[1]) == (1, f"  - {GONE.replace('500', '410')}")


def test_a_second_revision(repo: Repo, tablecast: Tablecast) -> None:
    """Then the working tree does not count, and all places are in revisions."""
    repo.commit({"docs/errors.rst": ONE})
    repo.git("tag", "v2")
    repo.write({"docs/errors.rst": TWO})

    assert tablecast("breaking", "v2") == (
        1,
        f"error\n  - {GONE}\n      v2:docs/errors.rst:4:1\n      main:docs/errors.rst:11:8: it said 500 | Broken\n",
        f"main → v2: 1 change breaks users\n{OFFER}",
    )
    assert tablecast("breaking", "v2", "--against", "v2").code == 0


def test_the_default_branch_is_what_the_remote_says(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast
) -> None:
    """Where it does not say, a branch of the usual name will do, and that of the remote before ours."""
    repo.commit({"docs/errors.rst": ONE})
    repo.git("checkout", "--quiet", "-b", "trunk")
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", f"file://{repo.folder}", str(clone.folder))
    monkeypatch.chdir(clone.folder)

    assert tablecast("breaking").err == f"origin/trunk {NOTHING}\n"
    clone.git("remote", "set-head", "origin", "--delete")
    assert tablecast("breaking").err.startswith("origin/main → the working tree: 1 change breaks users\n")
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    assert tablecast("breaking") == (
        2,
        "",
        (
            ".: error: this clone has no default branch: neither origin/HEAD nor a branch main or master "
            "[no-default-branch]\n"
            "  hint: name a revision to compare with, or get the branch: git fetch origin "
            "main:refs/remotes/origin/main\n"
        ),
    )
    clone.git("branch", "master", "origin/topic")
    assert tablecast("breaking").err == f"master {NOTHING}\n"


def test_a_shallow_clone(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """As CI services make it: what it lacks is told, with the command that gets it, and that command does."""
    repo.commit()
    repo.commit({"docs/errors.rst": ONE})
    repo.git("checkout", "--quiet", "main")
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", "--depth=1", "--branch=topic", f"file://{repo.folder}", str(clone.folder))
    clone.git("checkout", "--quiet", "--detach")
    clone.git("branch", "--quiet", "-D", "topic")
    monkeypatch.chdir(clone.folder)

    assert tablecast("breaking").err.startswith(".: error: this clone has no default branch")
    clone.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    assert tablecast("breaking").err == (
        "origin/main...HEAD: error: 'origin/main' and 'HEAD' have no common ancestor in this clone [no-merge-base]\n"
        "  hint: get more of the history with git fetch --deepen=50, or all of it with git fetch --unshallow\n"
    )
    clone.git("fetch", "--quiet", "--deepen=50")
    result = tablecast("breaking")
    assert (result.code, result.out.splitlines()[1]) == (1, f"  - {GONE}")


def test_a_detached_head_and_a_worktree(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast
) -> None:
    """HEAD need not be a branch, and each worktree has its own."""
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    Repo(tmp_path / "tree").commit({"docs/errors.rst": ONE})

    assert tablecast("breaking").code == 0
    monkeypatch.chdir(tmp_path / "tree")
    assert tablecast("breaking").out.splitlines()[1] == f"  - {GONE}"


def test_a_renamed_document(repo: Repo, tablecast: Tablecast) -> None:
    """What moved is no change, and what is gone is told where its table is now."""
    repo.git("mv", "docs/errors.rst", "docs/codes.rst")
    assert tablecast("breaking") == (0, "", f"main {NOTHING}\n")

    repo.write({"docs/codes.rst": document(_404="Not found", _429="Slow down")})

    assert tablecast("breaking").out.splitlines()[2:] == [
        "      docs/codes.rst:4:1",
        "      main:docs/errors.rst:11:8: it said 500 | Broken",
    ]


def test_a_broken_document(repo: Repo, tablecast: Tablecast) -> None:
    """In either state: nothing is compared, and the place names the revision."""
    repo.commit({"docs/errors.rst": document(_4o4="Not found")})
    repo.write({"docs/errors.rst": TWO})

    result = tablecast("breaking", "--against", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("HEAD:docs/errors.rst:9:8: error: ")

    repo.git("checkout", "--quiet", "docs")
    assert tablecast("breaking").err.startswith("docs/errors.rst:9:8: error: ")


def test_an_earlier_state_without_a_configuration(repo: Repo, tablecast: Tablecast) -> None:
    """There was nothing to use, so that whoever begins with tablecast breaks nobody; now there must be one."""
    repo.git("rm", "--quiet", "tablecast.toml")
    repo.commit()

    assert tablecast("breaking") == (
        2,
        "",
        (
            ".: error: there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table, here or above "
            "[no-config]\n"
            "  hint: name one with --config\n"
        ),
    )
    repo.write({"tablecast.toml": CONFIG})
    assert tablecast("breaking", "--against", "HEAD") == (
        0,
        "",
        "HEAD → the working tree: nothing was generated before, so nothing breaks\n",
    )


def test_a_configuration_below_the_top(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Paths are those of its folder, in messages and for services those of the repository."""
    repo.commit({"app/tablecast.toml": CONFIG, "app/docs/errors.rst": TWO})
    repo.write({"app/docs/errors.rst": ONE, "app/tablecast-accepted.toml": ACCEPTED.replace("500", "501")})
    monkeypatch.chdir(repo.folder / "app" / "docs")

    result = tablecast("breaking", "--against", "HEAD", "--format", "github")

    assert result.code == 1
    assert result.out.splitlines() == [
        (
            "::error file=app/docs/errors.rst,line=4,col=1,title=tablecast%3A breaking-record-removed::"
            "the record '500' of 'error' is gone%0AHEAD:app/docs/errors.rst:11:8: it said 500 | Broken%0A"
            "undo it, or give a reason in tablecast-accepted.toml: "
            '{ dataset = "error", rule = "record-removed", subject = "500", reason = "" },'
        ),
        (
            "::warning file=app/tablecast-accepted.toml,line=2,col=5,endColumn=93,title=tablecast%3A unused-acceptance"
            "::no such change since HEAD%0Adid you mean '500'?"
        ),
    ]


# --- accepted changes -------------------------------------------------------------------------------------------------


def test_an_accepted_change(repo: Repo, tablecast: Tablecast) -> None:
    """It is told with its reason and breaks nothing; when it is over, that is told, and it counts again."""
    repo.write({"docs/errors.rst": ONE, "tablecast-accepted.toml": ACCEPTED})
    told = (
        f"error\n  - {GONE}\n      docs/errors.rst:4:1\n      main:docs/errors.rst:11:8: it said 500 | Broken\n"
        "      tablecast-accepted.toml:2:5: accepted: It is fixed.\n"
    )

    assert tablecast("breaking") == (0, told, f"main {NOTHING}, 1 accepted\n")

    repo.write({"tablecast-accepted.toml": ACCEPTED.replace(" }", ", until = 2020-01-01 }")})

    told = told.replace("accepted: It", "was accepted until 2020-01-01: It")
    summary = "main → the working tree: 1 change breaks users, 1 no longer accepted\n"
    assert tablecast("breaking") == (1, told, summary)


def test_an_acceptance_that_matches_nothing(repo: Repo, tablecast: Tablecast) -> None:
    """A new one may be mistyped; one that was there before is of a change that was, too."""
    repo.write({"tablecast-accepted.toml": ACCEPTED})
    place = "  2 |     { dataset"
    assert tablecast("breaking").err.startswith(
        f"tablecast-accepted.toml:2:5: warning: no such change since main [unused-acceptance]\n{place}"
    )

    repo.commit({"docs/errors.rst": ONE})
    result = tablecast("breaking", "--against", "HEAD")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith(
        "tablecast-accepted.toml:2:5: info: HEAD accepts this change, too, and has it already [unused-acceptance]\n"
        f"{place}"
    )


def test_the_configuration_names_the_file(repo: Repo, tablecast: Tablecast) -> None:
    """Then it must be there; and what is wrong in it is told as everywhere."""
    repo.write({"docs/errors.rst": ONE, "tablecast.toml": f'accepted = "docs/ok.toml"\n{CONFIG}'})

    assert tablecast("breaking") == (
        2,
        "",
        (
            "tablecast.toml:1:12: error: there is no file 'docs/ok.toml' [unreadable-file]\n"
            '  1 | accepted = "docs/ok.toml"\n'
            "    |            ^~~~~~~~~~~~~~\n"
            "  hint: an empty one accepts nothing\n"
        ),
    )
    repo.write({"docs/ok.toml": "accepted = [{}"})
    assert tablecast("breaking").err.startswith("docs/ok.toml:1:15: error: invalid TOML")
    repo.write({"docs/ok.toml": ACCEPTED})
    assert tablecast("breaking").code == 0


def test_acceptances_of_branches_merge(repo: Repo, tablecast: Tablecast) -> None:
    """With `merge=union`, as the documentation says, no line is lost or torn."""
    attributes = {".gitattributes": "tablecast-accepted.toml merge=union\n"}
    repo.commit({"tablecast-accepted.toml": "accepted = [\n]\n", **attributes})
    for name in ("404", "500"):
        line = f'    {{ dataset = "error", rule = "record-removed", subject = "{name}", reason = "-" }},'
        repo.git("checkout", "--quiet", "-b", f"without-{name}", "topic")
        repo.commit({"tablecast-accepted.toml": f"accepted = [\n{line}\n]\n"})
    repo.git("merge", "--quiet", "--no-edit", "without-404")
    repo.write({"docs/errors.rst": document(_429="Slow down")})

    assert tablecast("breaking", "--against", "main").err == f"main {NOTHING}, 2 accepted\n"


# --- reports ----------------------------------------------------------------------------------------------------------


def test_reports(repo: Repo, tablecast: Tablecast) -> None:
    """Each file holds what is printed; the exit code says the same in every format."""
    repo.write({"docs/errors.rst": ONE})
    told = GONE.partition(" [")[0]

    options = (part for name in FORMATS for part in ("--format", name, "--output", f"report.{name}"))
    assert tablecast("breaking", *options).code == 1

    for name in FORMATS:
        result = tablecast("breaking", "--format", name)
        written = (repo.folder / f"report.{name}").read_text(encoding="utf-8")
        assert result.code == 1
        assert written == result.out + (result.err if name == "text" else "")
        assert told in written


def test_a_failure_is_reported_in_the_same_way(repo: Repo, tablecast: Tablecast) -> None:
    """Where nothing could be compared, the report says why."""
    del repo
    result = tablecast("breaking", "--against", "mian", "--format", "json")

    report = json.loads(result.out)
    assert (result.code, result.err) == (2, "1 error, nothing was compared\n")
    assert (report["status"], report["findings"][0]["code"]) == ("failed", "unknown-revision")


def test_a_report_overwrites_nothing_of_the_project(repo: Repo, tablecast: Tablecast) -> None:
    """Neither a document nor the accepted changes."""
    for name, text in {"docs/errors.rst": TWO, "tablecast-accepted.toml": ACCEPTED}.items():
        repo.write({name: text})
        result = tablecast("breaking", "--format", "json", "--output", name)
        assert (result.code, (repo.folder / name).read_text(encoding="utf-8")) == (2, text)
        assert "[misplaced-output]" in result.err


def test_a_narrow_terminal(repo: Repo, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> None:
    """Lines are broken between words."""
    monkeypatch.setenv("COLUMNS", "40")
    repo.write({"docs/errors.rst": ONE})

    assert tablecast("breaking").out == (
        "error\n"
        "  - the record '500' of 'error' is gone\n"
        "    [breaking-record-removed]\n"
        "      docs/errors.rst:4:1\n"
        "      main:docs/errors.rst:11:8: it said\n"
        "        500 | Broken\n"
    )
