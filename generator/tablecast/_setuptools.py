"""The build hook for setuptools: `setuptools = "generate"` or `"check"` in the configuration.

setuptools calls `finalize_distribution_options` for whatever is built where tablecast is installed. So it does nothing
for a project whose configuration does not ask for the hook, and reads no more of it than that.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from setuptools import Command
from setuptools.command.build import build
from setuptools.command.sdist import sdist

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from setuptools import Distribution

    from tablecast._hooks import Site

COMMAND: Final = "tablecast"


def finalize_distribution_options(distribution: Distribution) -> None:
    """Add the hook to what is built, if a configuration may ask for it.

    Commands are looked up through the distribution, whatever other plugins, `setup.py` and `pyproject.toml` have put
    into its `cmdclass`, or will put there: nothing of that is lost, and the hook is not lost to it.
    """
    if any((_folder(distribution) / name).is_file() for name in ("tablecast.toml", "pyproject.toml")):
        vars(distribution)["get_command_class"] = partial(_command_class, distribution)


def _folder(distribution: Distribution) -> Path:
    return Path(distribution.src_root or ".")


def _command_class(distribution: Distribution, name: str) -> type[Any]:
    """Give the class of a command; those that build bring the outputs in step first."""
    if name == COMMAND:
        return Tables
    found: type[Any] = type(distribution).get_command_class(distribution, name)
    if name not in ("build", "sdist") or not _is_wanted(_folder(distribution)):
        return found
    if name == "sdist":
        return type(name, (_Sdist, found), {})
    return type(name, (_Build, found), {"sub_commands": [(COMMAND, None), *found.sub_commands]})


def _is_wanted(folder: Path) -> bool:
    with _reporting():
        return _site(folder).setuptools_mode() is not None


def _site(folder: Path) -> Site:
    from tablecast._hooks import Site  # noqa: PLC0415 - most of what setuptools does needs nothing of it

    return Site(folder.absolute())


@contextmanager
def _reporting() -> Generator[None]:
    """End the build if nothing can be built, with a report and no traceback."""
    from tablecast._hooks import HookError  # noqa: PLC0415 - as above

    try:
        yield
    except HookError as error:
        raise SystemExit(str(error)) from error


class Tables(Command):
    """The command that brings the outputs in step, or checks them: a part of `build`, and run before `sdist`."""

    description = "generate the outputs of tablecast, or check them"
    user_options: ClassVar[list[tuple[str, str, str]] | list[tuple[str, str | None, str]]] = []
    # What a command of `build` has: whether the tree is installed as it is, and else the folder to build in.
    editable_mode = False
    build_lib = ""

    def initialize_options(self) -> None:
        """Begin anew, as for each way to build."""
        self.editable_mode = False
        self.build_lib = ""
        self.unwritten: Mapping[str, bytes] = {}

    def finalize_options(self) -> None:
        """Build where everything is built."""
        self.build_lib = str(self.get_finalized_command("build").build_lib)

    def run(self) -> None:
        """Bring the outputs in step in the tree, if it can be written."""
        with _reporting():
            mode = str(self._site.setuptools_mode())
            self.unwritten = self._site.prepare(mode, self._say, editable=self.editable_mode)

    def _say(self, line: str) -> None:
        self.announce(line, logging.INFO)

    @property
    def _site(self) -> Site:
        return _site(_folder(self.distribution))

    def get_source_files(self) -> list[str]:
        """Give what a source distribution must hold, so that a wheel can be built from it without the documents."""
        with _reporting():
            return [*self._site.outputs(), *self._site.needed()]

    def get_output_mapping(self) -> dict[str, str]:
        """Give the outputs that stand in packages of the distribution, by where they are built."""
        with _reporting():
            built = {path: self._built(PurePosixPath(path)) for path in self._site.outputs()}
        return {target: path for path, target in built.items() if target}

    def get_outputs(self) -> list[str]:
        """Give where those are built."""
        return list(self.get_output_mapping())

    def _built(self, path: PurePosixPath) -> str:
        """Give where an output is built, which is nowhere if it stands in no package.

        A package may be so new that setuptools does not know it: it is enough that one above it is known.
        """
        files = self.get_finalized_command("build_py")
        packages = {PurePosixPath(files.get_package_dir(name)): name for name in self.distribution.packages or ()}
        for folder in path.parents:
            if folder in packages:
                package, target = packages[folder], path.relative_to(folder)
                # The stubs of setuptools leave this without types.
                kept = files.exclude_data_files(package, str(folder), [str(path)])  # type: ignore[no-untyped-call]
                return str(PurePosixPath(self.build_lib, *package.split("."), target)) if kept else ""
        return ""

    def place(self) -> None:
        """Put the outputs where everything is built: `build_py` knows no data files but those that are declared."""
        for target, path in self.get_output_mapping().items():
            if path in self.unwritten:
                _write(Path(target), self.unwritten[path])
            elif Path(path).is_file():  # What is not there is no matter, where the configuration says so.
                _write(Path(target), Path(path).read_bytes())
        self._clear()

    def _clear(self) -> None:
        """Delete outputs of earlier builds: setuptools ships whatever stands where it has built before."""
        from tablecast.writers import MARKER  # noqa: PLC0415 - as above

        built = {*self.get_outputs(), *self.get_finalized_command("build_py").get_outputs()}
        for path in filter(Path.is_file, Path(self.build_lib).rglob("*")):
            if str(path) not in built and MARKER.encode() in path.read_bytes():
                path.unlink()


class _Build(build):
    """`build`, which begins with the outputs and ends with putting them where they belong."""

    def run(self) -> None:
        super().run()
        cast(Tables, self.get_finalized_command(COMMAND)).place()


class _Sdist(sdist):
    """`sdist`, which begins with the outputs, as it lists files before it does anything else."""

    def run(self) -> None:
        self.run_command(COMMAND)
        super().run()

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        untyped: Any = super()
        untyped.make_release_tree(base_dir, files)
        for path, data in cast(Tables, self.get_finalized_command(COMMAND)).unwritten.items():
            _write(Path(base_dir, path), data)


def _write(path: Path, data: bytes) -> None:
    """Write a file anew: what is there may be a link to one of the tree."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
