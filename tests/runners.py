"""The runners of GitHub Actions and GitLab, as far as tests need them: shell steps as they stand, and no others."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_COMPARISON = re.compile(r"(\S+) (==|!=) '(.*)'")


class Job(NamedTuple):
    """What a job gave: the exit code, all that it printed, the summary, the outputs, and what `uses` was given."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]
    used: dict[str, dict[str, str]]


def run_script(script: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a script as both services do; give the exit code, and what it printed, in order."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI_", "RUNNER_"))}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(  # noqa: S603 - a script of this repository
        command,
        cwd=folder,
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


class _Context:
    """What expressions can name: the inputs of the action, and the outputs of its steps so far."""

    def __init__(self, inputs: Mapping[str, str]) -> None:
        """Begin with the inputs."""
        self._values = {f"inputs.{name}": value for name, value in inputs.items()}

    def add(self, step: str, outputs: Mapping[str, str]) -> None:
        """Keep the outputs of a step."""
        self._values |= {f"steps.{step}.outputs.{name}": value for name, value in outputs.items()}

    def text(self, template: str) -> str:
        """Put values in the place of expressions; an output that was not set is empty."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), template)

    def holds(self, condition: str, *, failed: bool) -> bool:
        """Whether a step is to run, after another has failed or not."""
        expression = _EXPRESSION.fullmatch(condition)
        terms = (expression[1] if expression else condition).split(" && ")
        whatever_happened = "!cancelled()" in terms
        comparisons = [self._compare(term) for term in terms if term not in ("success()", "!cancelled()")]
        return all(comparisons) and (whatever_happened or not failed)

    def _compare(self, term: str) -> bool:
        found = _COMPARISON.fullmatch(term)
        assert found, term
        return (self._value(found[1]) == found[3]) == (found[2] == "==")

    def _value(self, name: str) -> str:
        assert name.startswith(("inputs.", "steps.")), name
        assert name in self._values or not name.startswith("inputs."), f"there is no {name}"
        return self._values.get(name, "")


class _Runner:
    """Runs the steps of an action, one after the other."""

    def __init__(self, folder: Path, environment: Mapping[str, str], context: _Context) -> None:
        """Stand in a folder."""
        self._folder, self._environment, self._context = folder, environment, context
        self.code, self.log, self.summary = 0, "", ""
        self.used: dict[str, dict[str, str]] = {}

    def step(self, step: Mapping[str, Any]) -> None:
        """Run a step, if it is to be run; of one that uses another action, keep what that would be given."""
        if not self._context.holds(step.get("if", "success()"), failed=self.code != 0):
            return
        if "uses" in step:
            given = {name: self._context.text(value) for name, value in step["with"].items()}
            self.used[step["uses"].partition("@")[0]] = given
        else:
            self._shell(step)

    def _shell(self, step: Mapping[str, Any]) -> None:
        files = {
            name: Path(self._environment["RUNNER_TEMP"], name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
        }
        for file in files.values():
            file.write_bytes(b"")
        environment = {name: self._context.text(value) for name, value in step.get("env", {}).items()}
        environment |= {**self._environment, **{name: str(path) for name, path in files.items()}}
        place = self._folder / self._context.text(step.get("working-directory", "."))
        code, printed = run_script(step["run"], place, environment)
        output, summary = (path.read_text(encoding="utf-8") for path in files.values())
        self.code, self.log, self.summary = self.code or code, self.log + printed, self.summary + summary
        self._context.add(step.get("id", ""), dict(_outputs(output)))


def run_action(
    action: Path,
    folder: Path,
    temporary: Path,
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
    **given: str,
) -> Job:
    """Run a composite action in a folder, or some of its steps; inputs have underscores in place of dashes."""
    described = yaml.safe_load(action.read_text(encoding="utf-8"))
    inputs = {name: each["default"] for name, each in described["inputs"].items()}
    context = _Context(inputs | {name.replace("_", "-"): value for name, value in given.items()})
    environment = {"GITHUB_ACTION_PATH": str(action.parent), "RUNNER_TEMP": str(temporary)}
    runner = _Runner(folder, environment, context)
    for step in described["runs"]["steps"]:
        if step["name"] not in without and (only is None or step["name"] in only):
            runner.step(step)
    outputs = {name: context.text(each["value"]) for name, each in described["outputs"].items()}
    return Job(runner.code, runner.log, runner.summary, outputs, runner.used)


def _outputs(text: str) -> Iterator[tuple[str, str]]:
    """Read what a step has set: `name=value`, or `name<<END`, lines, and `END`."""
    lines = iter(text.splitlines())
    for line in lines:
        name, sign, value = re.split("(=|<<)", line, maxsplit=1)
        if sign == "=":
            yield name, value
            continue
        several: list[str] = []
        for each in lines:
            if each == value:
                break
            several.append(each)
        else:
            message = f"nothing ends {name}"
            raise AssertionError(message)
        yield name, "\n".join(several)


def run_gitlab_job(template: Path, name: str, folder: Path, variables: Mapping[str, str]) -> tuple[int, str, Any]:
    """Run the script of a job; give its exit code, what it printed, and what it keeps."""
    job = yaml.safe_load(template.read_text(encoding="utf-8"))[name]
    script: Sequence[str] = job["script"]
    return (*run_script("\n".join(script), folder, variables), job.get("artifacts", {}))
