"""Measures tablecast beside other programs on the documents of a folder, and prints tables of ratios."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import growth
from benchmarks.processes import Contender, aligned, measure, table
from benchmarks.project import KINDS, Project

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = str(ROOT / "benchmarks" / "programs.py")
PYTHON = sys.executable
BARE = "bare interpreter"
HASHED = "all bytes read and hashed"
COLD = "check, cold, one process"


def main() -> None:
    """Measure, and print."""
    arguments = _arguments()
    if arguments.growth:
        os.environ["TABLECAST_CACHE_DIR"] = ""
        print(aligned(list(growth.rows())))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TABLECAST_CACHE_DIR"] = str(Path(folder, "cache"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        project = Project(arguments.documents, Path(folder, "project"))
        _print_head(project, arguments.rounds)
        half = Project(arguments.documents, Path(folder, "half"), every=2)
        contenders = _tablecast(project, half) + (_others(project, Path(folder)) if arguments.others else [])
        print(table(measure(contenders, arguments.rounds), [HASHED, COLD]))
        print()
        project.restore()
        _print_reading(arguments.documents, arguments.rounds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    default = ROOT.parent / "shared" / "corpus" / "otc"
    parser.add_argument("documents", nargs="?", type=Path, default=default, help="a folder of .rst files")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run; 5 without this")
    parser.add_argument("--no-others", dest="others", action="store_false", help="leave the slow other programs out")
    parser.add_argument("--growth", action="store_true", help="measure documents that grow, and nothing else")
    return parser.parse_args()


def _print_head(project: Project, rounds: int) -> None:
    size = sum(path.stat().st_size for path in project.paths)
    print(f"{len(project.paths)} documents, {size / 1e6:.1f} MB, median of {rounds} rounds")
    print(f"Python {platform.python_version()}, docutils {version('docutils')}, {os.cpu_count()} cores")
    print(f"checked: tables with the columns {project.dataset}")
    print()


def _tablecast(project: Project, half: Project) -> list[Contender]:
    check = [PYTHON, "-m", "tablecast", "check"]
    here = project.folder
    _remember(ROOT)
    _remember(here)
    return [
        Contender(BARE, [PYTHON, "-c", "pass"], here),
        Contender("check of this project, clean", check, ROOT),
        Contender(HASHED, [PYTHON, PROGRAMS, "hashes", "docs"], here),
        Contender("check, clean", check, here, project.settle),
        *[Contender(f"check, {kind} edited", check, here, partial(project.edit, kind), (0, 1)) for kind in KINDS],
        Contender(COLD, [*check, "--no-cache", "--jobs", "1"], here, project.restore),
        Contender("check, cold, half of the documents", [*check, "--no-cache", "--jobs", "1"], half.folder),
        Contender("check, cold, two processes", [*check, "--no-cache", "--jobs", "2"], here),
        Contender("all tables read, one process", [PYTHON, PROGRAMS, "tables", "docs"], here),
        Contender("all tables read, half of the documents", [PYTHON, PROGRAMS, "tables", "docs"], half.folder),
        Contender("all tables read, two processes", [PYTHON, PROGRAMS, "tables_by_two", "docs"], here),
    ]


def _remember(folder: Path) -> None:
    """Check, so that the next check is one of many."""
    subprocess.run([PYTHON, "-m", "tablecast", "check"], cwd=folder, check=True, capture_output=True)


def _others(project: Project, folder: Path) -> list[Contender]:
    here, built = project.folder, folder / "built"
    first = project.paths[0].relative_to(here / "docs").with_suffix("").as_posix()
    sphinx = ["-m", "sphinx", "-C", "-Q", "-E", "-a", "-b", "xml", "-D", f"root_doc={first}", "docs", str(built)]
    return [
        Contender("plain docutils, one process", [PYTHON, PROGRAMS, "docutils", "docs"], here, project.restore),
        Contender("pandoc, one process", [PYTHON, PROGRAMS, "pandoc", "docs"], here),
        Contender("sphinx-build -b xml", [PYTHON, *sphinx], here, partial(shutil.rmtree, built, ignore_errors=True)),
    ]


def _print_reading(documents: Path, rounds: int) -> None:
    """Print how long the reading alone takes, in one process, for each set of documents."""
    sets = [folder for folder in sorted(documents.iterdir()) if any(folder.rglob("*.rst"))] or [documents]
    rows = [["the reading itself", "tablecast", "docutils", "times"]]
    for folder in sets:
        command = [PYTHON, PROGRAMS, "reading", str(folder)]
        runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds)]
        ours, theirs = (statistics.median(run[name] for run in runs) for name in ("tablecast", "docutils"))
        times = statistics.median(run["docutils"] / run["tablecast"] for run in runs)
        rows.append([folder.name, f"{ours:.3f}", f"{theirs:.3f}", f"{times:.1f}"])
    print(aligned(rows))


if __name__ == "__main__":
    main()
