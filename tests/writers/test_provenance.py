"""Traces: which value of the dataset stands on which line of the output, for any template."""

from __future__ import annotations

import pytest

from datasets import dataset, status_codes, texts
from tablecast.config import OutputConfig
from tablecast.model import Field
from tablecast.writers import Trace, render, template_names

PAIRS = dataset([Field("name"), Field("size", "int")], [["a", 1], ["b", 2]], key=("name",))


def traced(template: str) -> tuple[str, list[tuple[int, int, int, str]]]:
    """The text that a user's template makes of the pairs, and its traces as tuples."""
    made = render(PAIRS, OutputConfig("mine.j2", "out"), {"mine.j2": template}.get)
    return made.data.decode(), [(each.line, each.end_line, each.record, each.field) for each in made.traces]


def test_a_value_is_traced_to_its_line() -> None:
    text, traces = traced("first\n{% for r in dataset.records %}\n{{ r.name | py }}: {{ r.size | py }}\n{% endfor %}")
    assert text == 'first\n"a": 1\n"b": 2\n'
    assert traced_lines(text, traces) == [
        ('"a": 1', 0, "name"),
        ('"a": 1', 0, "size"),
        ('"b": 2', 1, "name"),
        ('"b": 2', 1, "size"),
    ]


def traced_lines(text: str, traces: list[tuple[int, int, int, str]]) -> list[tuple[str, int, str]]:
    """Show the lines that traces point at."""
    lines = text.split("\n")
    return [("\n".join(lines[line - 1 : end_line]), record, field) for line, end_line, record, field in traces]


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m(v) %}{{ v | py }}{% endmacro %}1\n2\n{{ m(dataset.records[1].name) }}",
        "{% set s %}{{ dataset.records[1].name | py }}{% endset %}1\n2\n{{ s }}",
        "{% set s = dataset.records[1].name | py %}1\n2\n{{ s }}",
        "1\n2\n{{ ['x', dataset.records[1].name | py] | join(' ') }}",
        "1\n2\n{{ 'x' ~ (dataset.records[1].name | py) ~ 'y' }}",
        "1\n2\n{{ (dataset.records[1].name | py) | upper | indent(4) }}",
        "{% filter upper %}1\n2\n{{ dataset.records[1].name | py }}{% endfilter %}",
        "{% call wrap() %}{{ dataset.records[1].name | py }}{% endcall %}",
    ],
)
def test_traces_survive_what_templates_do(template: str) -> None:
    macro = "{% macro wrap() %}1\n2\n{{ caller() }}{% endmacro %}" if "call wrap" in template else ""
    assert traced(macro + template)[1] == [(3, 3, 1, "name")]


def test_names_of_records_are_traced_to_the_field_that_names_them() -> None:
    assert traced("{{ dataset.records[1].identifier('snake', 'c') }}") == ("b\n", [(1, 1, 1, "name")])


def test_comments_are_traced_over_all_their_lines() -> None:
    text, traces = traced("x\n{{ dataset.records[0].name | c_comment }}")
    assert traced_lines(text, traces) == [("/*\n * a\n */", 0, "name")]


def test_what_does_not_come_from_a_record_is_not_traced() -> None:
    assert traced("{{ dataset.name | py }}{{ 'x' | py }}{{ 1 }}{{ dataset.header | c_comment }}")[1] == []


def test_a_value_that_looks_like_a_mark_is_a_value() -> None:
    made = render(
        texts("\udc00\udd00\udc02\udd00\udc00"),
        OutputConfig("mine.j2", "out"),
        {"mine.j2": "{{ dataset.records[0].text | py }}"}.get,
    )
    assert made.data == b'"\\udc00\\udd00\\udc02\\udd00\\udc00"\n'
    assert made.traces == (Trace(1, 1, 0, "text"),)


@pytest.mark.parametrize("template", [name for name in template_names() if name != "json/schema.json.j2"])
def test_built_in_templates_trace_every_value_to_a_line_that_holds_it(template: str) -> None:
    drawn = status_codes()
    made = render(drawn, OutputConfig(template, "out"))
    lines = made.data.decode().split("\n")
    names = [field.name for field in drawn.schema.fields]
    shown = names[:3] if template == "python/constants.py.j2" else names
    assert {(each.record, each.field) for each in made.traces} == {
        (record, name) for record in range(len(drawn.records)) for name in shown
    }
    for each in made.traces:
        covered = " ".join(line.strip(' "') for line in lines[each.line - 1 : each.end_line])
        value = str(drawn.records[each.record].values[names.index(each.field)].data)
        assert value in covered or value.upper().replace(" ", "_") in covered


def test_the_column_that_groups_a_markdown_table_is_traced_to_the_rows() -> None:
    made = render(status_codes(), OutputConfig("markdown/table.md.j2", "out", {"group_by": "outcome"}))
    lines = made.data.decode().split("\n")
    found = [(each.record, lines[each.line - 1]) for each in made.traces if each.field == "outcome"]
    rows = [(record, line.split('"')[1]) for record, line in found if line.startswith("|")]
    assert rows == [(index, f"status_code-{r.values[0].data}") for index, r in enumerate(status_codes().records)]


def test_a_heading_of_a_markdown_table_is_traced_to_the_first_row_below_it() -> None:
    drawn = dataset([Field("id", "int"), Field("kind", optional=True)], [[1, "a"], [2, None], [3, "a"]])
    made = render(drawn, OutputConfig("markdown/table.md.j2", "out", {"group_by": "kind"}))
    lines = made.data.decode().split("\n")
    found = [(lines[each.line - 1], each.record, each.field) for each in made.traces]
    assert [each for each in found if each[0].startswith("#")] == [("## a", 0, "kind"), ("## No kind", 1, "kind")]
