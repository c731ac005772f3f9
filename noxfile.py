"""The checks of tablecast, each in an environment of its own: `nox --list` names them, `nox -s tests` runs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nox

# Tests start thousands of processes, each of which would compile the same modules again where they may not be kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

nox.needs_version = ">=2025.2.9"
# A Python that the machine does not have is skipped, and said so, in CI as well.
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "typing", "lint", "oldest"]

PROJECT = nox.project.load_toml()
PYTHONS = nox.project.python_versions(PROJECT)
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def is_there(version: str) -> bool:
    """Whether the machine has a Python."""
    program = shutil.which(f"python{version}")
    return program is not None and subprocess.run([program, "-c", ""], check=False, capture_output=True).returncode == 0  # noqa: S603 - a Python


# The wheel is tested on the newest Python that there is, so that each Python has to run the tests but once.
NEWEST = next(filter(is_there, reversed(PYTHONS)), THIS_PYTHON)
# What takes minutes, is downloaded, or says the same whatever Python runs it, is run by one session.
WITHOUT_NETWORK = ("-m", "not corpus and not once and not network")
# Neither what Hypothesis thinks of nor how distributions are built is another thing on every Python.
ELSEWHERE = ("--ignore=tests/properties", "--ignore=tests/test_wheel.py")
# What depends on the packages that tablecast is used with, and would take long while coverage is measured.
OF_PACKAGES = (
    "tests/test_build_hooks.py",
    "tests/test_docutils_inputs.py",
    "tests/properties/test_reading_properties.py",
    "tests/properties/test_two_ways_properties.py",
)
# A process for each core; tests of one file share what they set up.
# The files begin in the order that tests/conftest.py gives them.
PARALLEL = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def group(name: str) -> list[str]:
    """Give the requirements of a dependency group in pyproject.toml."""
    return list(nox.project.dependency_groups(PROJECT, name))


def install(session: nox.Session, *what: str) -> None:
    """Install packages, of which Python compiles what is imported, and nothing else."""
    session.install("--no-compile", *what)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests on the Python that runs nox; what follows `--` goes to pytest."""
    install(session, "-e", ".", *group("test"), *group("once"))
    session.run("pytest", *PARALLEL, *session.posargs)


@nox.session(name="tests-others", python=[version for version in PYTHONS if version not in (THIS_PYTHON, NEWEST)])
def tests_others(session: nox.Session) -> None:
    """Run the tests on the Pythons that `tests` and `wheel` do not run them on, without what takes minutes."""
    install(session, "-e", ".", *group("test"))
    session.run("pytest", *PARALLEL, *WITHOUT_NETWORK, *ELSEWHERE, *session.posargs)


@nox.session(python=PYTHONS[0])
def oldest(session: nox.Session) -> None:
    """Run the tests against the oldest dependencies and build backends that are allowed, and report their coverage.

    That is the branches that they reach without the corpus: the project's own tests are to reach them.
    """
    extras = PROJECT["project"]["optional-dependencies"]
    allowed = [*PROJECT["project"]["dependencies"], *extras["hatch"], *extras["setuptools"]]
    allowed = [requirement.replace(">=", "==") for requirement in allowed]
    install(session, "-e", ".", *allowed, *group("test"))
    session.run("pytest", *PARALLEL, *WITHOUT_NETWORK, *ELSEWHERE, "--cov", *session.posargs)
    session.run("pytest", *PARALLEL, "-m", "not (once and network)", "--hypothesis-profile", "few", *OF_PACKAGES)


@nox.session
def typing(session: nox.Session) -> None:
    """Check the types of everything, twice, as strictly as can be."""
    install(session, "-e", ".", *group("typing"))
    session.run("mypy")
    session.run("pyright")


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style, the format and the import contracts."""
    install(session, *group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    # What is generated must please anybody's ruff, not only one set up as ours is.
    session.run("ruff", "check", "--isolated", "generated")
    session.run("ruff", "format", "--check", "--isolated", "generated")
    session.run("lint-imports", "--no-cache", env={"PYTHONPATH": "generator"})


@nox.session
def cluster(session: nox.Session) -> None:
    """Let a cluster of Dask take part in the work, and lose one of its processes."""
    install(session, "-e", ".", *group("cluster"))
    session.run("pytest", "tests/test_cluster.py", *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure beside other programs, which takes minutes; what follows `--` is a folder of documents, and flags."""
    install(session, "-e", ".", *group("benchmarks"))
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(python=NEWEST)
def wheel(session: nox.Session) -> None:
    """Build the sdist and the wheel, check them, and run the sdist's tests on the wheel, with the source removed."""
    install(session, *group("package"))
    with tempfile.TemporaryDirectory() as folder:
        session.run("python", "-m", "build", "--outdir", folder)
        (sdist,), (built,) = Path(folder).glob("*.tar.gz"), Path(folder).glob("*.whl")
        session.run("twine", "check", "--strict", str(sdist), str(built))
        session.run("check-wheel-contents", str(built))

        install(session, str(built), *group("test"))
        shutil.unpack_archive(sdist, folder)
        with session.chdir(Path(folder, sdist.name.removesuffix(".tar.gz"))):
            for source in ("generator", "templates"):
                shutil.rmtree(source)
            # What says the same wherever tablecast is installed is run by `tests` alone.
            few = ("-m", "not once and not network", "--hypothesis-profile", "few")
            session.run("pytest", *PARALLEL, *few, *session.posargs)
