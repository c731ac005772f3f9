"""`tablecast explain`: say where a line comes from, or where it goes to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import config_option, format_option, paint, print_lines, reporting, watching

if TYPE_CHECKING:
    from pathlib import Path

    from tablecast._pipeline import Build
    from tablecast._project import Project
    from tablecast.explanations import DocumentLine, OutputLine, Target
    from tablecast.outputs import Output

_SHOWN_FILES = 12


@click.command(short_help="Say where a line comes from or goes to, or what a code means.")
@click.argument("line", metavar="FILE:LINE[:COLUMN] | CODE")
@format_option
@config_option
@reporting
def explain(config: Path | None, line: str, report_format: str) -> int:
    """Say where a line of an output comes from, where a line of a document goes to, or what a code means.

    Of a line of an output: the document, the table, the row and the fields whose values stand in it, and the lines of
    the template that wrote it. Of a line of a document: the row, and every line of an output that says it. Of a code,
    which stands at the end of a message in brackets: how bad it is, and what to do.

    Exits with 2 if there is no such line, or the documents or the configuration are not right.
    """
    from tablecast._project import Project
    from tablecast.codes import MEANING
    from tablecast.diagnostics import did_you_mean
    from tablecast.explanations import target
    from tablecast.reports import codes, explanations

    if line in MEANING:
        print_lines([codes.json(line)] if report_format == "json" else codes.text(line, paint))
        return 0
    asked = target(line)
    if asked is None:
        message = f"'{line}' is no line of a file: write FILE:LINE or FILE:LINE:COLUMN, both counted from 1"
        nearest = did_you_mean(line, MEANING, most=0)
        message = f"'{line}' is no code: {nearest}" if nearest else message
        raise click.UsageError(message)
    project = Project.open(config, watching())
    made = project.build(whole=True)
    found = _explained(project, made, _from_root(project, made, asked))
    if report_format == "json":
        click.echo(explanations.json(found))
    else:
        print_lines(explanations.text(found, paint))
    return 0


def _from_root(project: Project, made: Build, asked: Target) -> Target:
    """Take a path as messages have it, from the configuration's folder, or else from the working directory."""
    known = _files(project, made)
    inside = os.path.normpath(asked.path)
    here = os.path.relpath(asked.path, os.path.realpath(project.workspace.root))
    names = [name.replace(os.sep, "/") for name in (inside, here)]
    return asked._replace(path=next((name for name in names if name in known), names[0]))


def _files(project: Project, made: Build) -> dict[str, Output | None]:
    """Give the files that can be explained: documents, what they include, and outputs."""
    tables = [table for document in made.documents for table in document.tables]
    paths = {document.path for document in made.documents}
    paths |= {place.path for table in tables for place in (table.location, table.end)}
    read = [path for path in sorted(paths) if project.workspace.holds(path)]
    return dict.fromkeys(read) | {output.path: output for output in made.outputs}


def _explained(project: Project, made: Build, asked: Target) -> OutputLine | DocumentLine:
    from tablecast.diagnostics import Diagnostic, Location, TablecastError, did_you_mean

    files = _files(project, made)
    if asked.path not in files:
        message = "the file is neither a document nor an output of the configuration"
        hint = did_you_mean(asked.path, files, most=_SHOWN_FILES)
        raise TablecastError([Diagnostic("unknown-file", message, Location(asked.path), hint=hint)])
    output = files[asked.path]
    return _document_line(project, made, asked) if output is None else _output_line(project, made, asked, output)


def _output_line(project: Project, made: Build, asked: Target, output: Output) -> OutputLine:
    from tablecast import writers
    from tablecast._project import Templates
    from tablecast.diagnostics import Diagnostic, Location, TablecastError
    from tablecast.explanations import explain_output, line_of
    from tablecast.outputs import lines_of

    data = project.workspace.read_if_present(asked.path)
    if data is None:
        problem = Diagnostic(
            "missing-output", "the output is not there", Location(asked.path), hint="run `tablecast generate`"
        )
        raise TablecastError([problem])
    line_of(lines_of(data), asked)
    config = project.loaded.config.datasets[output.dataset.name]
    request = next(each for each in config.outputs if each.path == output.path)
    templates = Templates(project.workspace, project.loaded.config.templates)
    traced = writers.trace(output.dataset, request, templates.load, template_path=templates.path)
    return explain_output(
        output, data, asked.line, asked.column, traced=traced, config=config, documents=made.documents
    )


def _document_line(project: Project, made: Build, asked: Target) -> DocumentLine:
    from tablecast.drift import compare
    from tablecast.explanations import explain_document, line_of
    from tablecast.outputs import lines_of

    there = {output.path: project.workspace.read_if_present(output.path) for output in made.outputs}
    drifts = compare(made.outputs, there)
    return explain_document(
        asked.path,
        asked.line,
        asked.column,
        text=line_of(lines_of(project.workspace.read(asked.path)), asked),
        documents=made.documents,
        outputs=made.outputs,
        datasets=made.datasets,
        configs=project.loaded.config.datasets,
        drifted=[drift.path for drift in drifts if drift.causes != ("line-ends",)],
    )
