"""The command line: flags in, reports and exit codes out.

Exit codes: 0 in step, 1 drift or differences, 2 usage or failure; as shells have it, 130 interrupted and 141 nobody
reads the output. Results go to standard output, diagnostics to standard error. What a command needs is imported when it
runs, so that `--help` and `--version` start at once.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from tablecast._cli._breaking import breaking
from tablecast._cli._check import check
from tablecast._cli._clean import clean
from tablecast._cli._diff import diff
from tablecast._cli._explain import explain
from tablecast._cli._generate import generate
from tablecast._cli._init import init
from tablecast._cli._shared import FAILURE
from tablecast._cli._tables import tables
from tablecast._version import __version__

INTERRUPTED = 130
CLOSED_PIPE = 141


def main() -> NoReturn:
    """Run the command line; a crash never has the exit code of drift."""
    try:
        code = cli.main(prog_name="tablecast", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = FAILURE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except SystemExit:
        # click ends so, with 1, when the reader of our output has gone away, as `head` does.
        code = CLOSED_PIPE
    except OSError as error:
        # Reading and writing files is told as diagnostics: this is a stream that takes no more.
        click.echo(f"cannot print the result: {error.strerror or error}", err=True)
        code = FAILURE
    except Exception:  # noqa: BLE001 - the last resort: whatever happened must not look like drift
        import traceback

        traceback.print_exc()
        click.echo("This is a bug in tablecast; the lines above say where.", err=True)
        code = FAILURE
    sys.exit(code)


class _Group(click.Group):
    """Lists its commands in the order of use, and shows where to go on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_EPILOG = """\b
Start:
  tablecast generate docs/*.rst -o out    render every table, unconfigured
  tablecast init docs                     draft a configuration
  tablecast tables docs                   see what is there, and the selectors to paste
  tablecast generate                      write what the configuration says
  tablecast check                         fail in CI when it is out of step
  tablecast diff                          see which rows you have changed
  tablecast breaking                      fail in CI when that breaks users

\b
Exit codes:  0 in step  1 drift or differences  2 usage or failure
"""


@click.group(cls=_Group, context_settings=_CONTEXT, epilog=_EPILOG)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Generate code from the tables of your documentation, and catch drift.

    The tables of reStructuredText documents become typed records; templates render these as Python, JSON, Markdown or
    whatever you write a template for.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True


for _command in (init, generate, check, diff, breaking, explain, tables, clean):
    cli.add_command(_command)
