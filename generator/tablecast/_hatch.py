"""The build hook for hatchling: `[tool.hatch.build.hooks.tablecast]`.

hatchling loads this module when it looks for any plugin at all, so that the rest of tablecast is imported when the hook
runs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl
from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_OWN_OPTIONS = ("mode", "config")
_HATCH_OPTIONS = ("dependencies", "enable-by-default", "require-runtime-dependencies", "require-runtime-features")


class TablecastBuildHook(BuildHookInterface[BuilderConfig]):
    """Brings the outputs in step, or checks them, and puts them into what is built."""

    PLUGIN_NAME = "tablecast"

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Do so before a target is built; `version` is its version, which for a wheel may be `editable`."""
        from tablecast._hooks import HookError, Site  # noqa: PLC0415 - see above

        editable = version == "editable"
        try:
            site = Site(Path(self.root), self._option("config", ""))
            unwritten = site.prepare(self._option("mode", "generate"), self.app.display_info, editable=editable)
            files = (*site.outputs(), *site.needed()) if self.target_name == "sdist" else site.outputs()
        except HookError as error:
            self.app.abort(str(error))
        else:
            if not editable:  # Such a wheel leads to the tree, and would hide it behind files of its own.
                build_data["force_include"].update(self._places(files, unwritten))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what was written for the build alone."""
        del version, build_data, artifact_path
        if self._folder is not None:
            self._folder.cleanup()

    def _option(self, name: str, default: str) -> str:
        """Give an option; a misspelt one must not be passed over."""
        from tablecast._hooks import HookError  # noqa: PLC0415 - see above
        from tablecast.diagnostics import did_you_mean  # noqa: PLC0415 - see above

        for given in self.config:
            if given not in (*_OWN_OPTIONS, *_HATCH_OPTIONS):
                message = f"the build hook has no option '{given}'; {did_you_mean(given, _OWN_OPTIONS)}"
                raise HookError(message)
        return str(self.config.get(name, default))

    def _places(self, files: Iterable[str], unwritten: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
        """Give where the files to put in are, and where they belong; whether git ignores them is beside the point.

        What is not there is no matter, where the configuration says so.
        """
        for path in filter(self._ships, files):
            if path in unwritten:
                yield str(self._written(path, unwritten[path])), path
            elif Path(self.root, path).is_file():
                yield str(Path(self.root, path)), path

    def _ships(self, path: str) -> bool:
        """Tell whether a file stands where hatchling looks for files of the target, and is not excluded by name.

        A source distribution is to have all, so that wheels can be built from it.
        """
        if self.target_name == "sdist":
            return True
        config = self.build_config
        excluded = config.target_config.get("exclude", config.build_config.get("exclude", ()))
        if GitIgnoreSpec.from_lines(excluded).match_file(path):
            return False
        folders = config.only_include.values()
        inside = any(PurePath(path).is_relative_to(folder) for folder in folders)
        return inside if folders else config.path_is_included(path)

    def _written(self, path: str, data: bytes) -> Path:
        """Write a file for the build alone."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="tablecast-")
        written = Path(self._folder.name, path)
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(data)
        return written


@hookimpl
def hatch_register_build_hook() -> type[TablecastBuildHook]:
    """Tell hatchling of the hook."""
    return TablecastBuildHook
