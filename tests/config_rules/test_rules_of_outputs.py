"""Rules of outputs: each has a template and a path of its own."""

from __future__ import annotations

import pytest

from configs import MINIMAL, mistakes, problems
from tablecast.diagnostics import Location, Related


@pytest.mark.parametrize(
    ("output", "problem", "hint"),
    [
        (
            "path = 'x.py'\ntemplate = ''",
            "3:12 datasets.code.outputs[0].template: expected the name of a template, got an empty string",
            'write "json/records.json.j2", for example',
        ),
        (
            "template = 't'\npath = '../x.py'",
            "3:8 datasets.code.outputs[0].path: expected a path inside the project, got '../x.py'",
            "write it without '..'",
        ),
        (
            "template = 't'\npath = '/x.py'",
            (
                "3:8 datasets.code.outputs[0].path: expected a path relative to the configuration, "
                "got the absolute path '/x.py'"
            ),
            "name it from the folder of the configuration",
        ),
        (
            "template = 't'\npath = 'generated/'",
            "3:8 datasets.code.outputs[0].path: expected a file, got the folder 'generated/'",
            "add the name of the file",
        ),
        (
            "template = 't'\npath = '.'",
            "3:8 datasets.code.outputs[0].path: expected a file, got the folder '.'",
            "add the name of the file",
        ),
        (
            "template = 't'\npath = './Tablecast.toml'",
            "3:8 datasets.code.outputs[0].path: './Tablecast.toml' is this configuration",
            "choose another path",
        ),
    ],
)
def test_output(output: str, problem: str, hint: str) -> None:
    """A template without a name, and a path that leads out of the project or to no file, are reported."""
    assert problems(f"[[datasets.code.outputs]]\n{output}") == [(problem, hint)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/a.py", "out/a.py"),
        ("out/a.py", "./out//a.py"),
        ("out/a.py", "Out/A.py"),
        ("out/a.py", "out /a.py."),
        ("out/stra\u00dfe.py", "out/STRASSE.py"),
        ("out/\u00e9.py", "out/e\u0301.py"),
    ],
)
def test_same_file(first: str, second: str) -> None:
    """Two outputs that are one file on some file system are reported, across datasets, too."""
    other = MINIMAL.partition("\n")[2].replace(".code.", ".other.")
    outputs = [
        f"[[datasets.{name}.outputs]]\ntemplate = 't'\npath = '{path}'\n"
        for name, path in (("code", first), ("other", second))
    ]
    (found,) = mistakes(MINIMAL + other + "".join(outputs))
    assert str(found) == (
        f"tablecast.toml:11:8: error: datasets.other.outputs[0].path: '{second}' is the path of two outputs "
        "[invalid-value]"
    )
    assert found.hint == "choose another path; upper and lower case are the same on some disks"
    assert found.related == (Related(Location("tablecast.toml", 8, 8, 10 + len(first)), "first here"),)


def test_file_as_folder() -> None:
    """An output cannot lie in a folder that is another output's file."""
    outputs = "outputs = [{ template = 't', path = 'out/a/b.py' }, { template = 't', path = 'out/A' }]"
    (found,) = mistakes(f"{MINIMAL}datasets.code.{outputs}\n")
    assert str(found) == (
        "tablecast.toml:4:51: error: datasets.code.outputs[0].path: 'out/a/b.py' needs a folder 'out/a', "
        "which is an output [invalid-value]"
    )
    assert found.hint == "choose another path"
    assert found.related == (Related(Location("tablecast.toml", 4, 92, 99), "a file here"),)
