"""Which line of a template wrote which line of an output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import HOSTILE, dataset, status_codes, texts
from tablecast.config import OutputConfig
from tablecast.model import Field
from tablecast.writers import render, template_names, trace
from tablecast.writers._builtin import builtin_text

if TYPE_CHECKING:
    from tablecast.model import Dataset

PAIRS = dataset([Field("name"), Field("size", "int")], [["a", 1], ["b", 2]], key=("name",))
LOOP = "{% for r in dataset.records %}\n"


def written_by(drawn: Dataset = PAIRS, /, **templates: str) -> list[tuple[str, list[str]]]:
    """Each line that the template `mine` makes, with the lines of templates that wrote it."""
    request = OutputConfig("mine", "out")
    traced = trace(drawn, request, templates.get, template_path=str)
    made = render(drawn, request, templates.get)
    assert "\n".join(traced.lines) + "\n" == made.data.decode()
    ends = {(each.start[0], each.record, each.field) for each in traced.values}
    assert ends == {(each.line, each.record, each.field) for each in made.traces}
    lines = zip(traced.lines, traced.templates, strict=True)
    return [(line, list(map(str, places))) for line, places in lines]


def test_static_text_and_values_are_of_their_lines() -> None:
    found = written_by(
        mine="first\n\n  third\n" + LOOP + "{{ r.name | py }}:\n    {{ r.size | py }},\n{% endfor %}\nlast"
    )
    assert found == [
        ("first", ["mine:1"]),
        ("", ["mine:2"]),
        ("  third", ["mine:3"]),
        ('"a":', ["mine:5"]),
        ("    1,", ["mine:6"]),
        ('"b":', ["mine:5"]),
        ("    2,", ["mine:6"]),
        ("last", ["mine:8"]),
    ]


def test_macros_are_of_their_own_lines() -> None:
    macro = "{% macro m(v) %}\n[\n  {{ v | py }}\n]{% endmacro %}\n"
    found = written_by(mine=macro + "x = {{ m(dataset.records[0].name) }};")
    assert found == [("x = [", ["mine:5", "mine:2"]), ('  "a"', ["mine:3"]), ("];", ["mine:4", "mine:5"])]


def test_included_and_imported_templates_are_named() -> None:
    mine = "{% from 'macros' import m %}\n{% include 'part' %}\n{{ m(dataset.records[1].name) }}\n"
    found = written_by(
        mine=mine, part="one\ntwo {{ dataset.name | py }}\n", macros="{% macro m(v) %}\n<{{ v | py }}>{% endmacro %}"
    )
    assert found == [("one", ["part:1"]), ('two "status_code"', ["part:2"]), ('<"b">', ["macros:2"])]


@pytest.mark.parametrize("order", ["one two", "two one", "one two one"])
def test_templates_are_named_whatever_included_them_before(order: str) -> None:
    """What was compiled for another place among the files is not taken for this one; the second time, nothing is."""
    mine = "".join(f"{{% include '{name}' %}}\n" for name in order.split())
    for _ in range(2):
        found = written_by(mine=mine, one="1\n", two="\n2\n")
        expected = {"one": [("1", ["one:1"])], "two": [("", ["two:1"]), ("2", ["two:2"])]}
        assert found == [line for name in order.split() for line in expected[name]]


def test_templates_that_extend_others_are_named() -> None:
    mine = "{% extends 'base' %}\n{% block body %}\ninside\n{% endblock %}"
    assert written_by(mine=mine, base="top\n{% block body %}\nnothing\n{% endblock %}\nend") == [
        ("top", ["base:1"]),
        ("inside", ["mine:3"]),
        ("end", ["base:5"]),
    ]


def test_text_that_is_set_and_written_later_is_of_the_lines_that_made_it() -> None:
    mine = "{% set s %}\nsaid: {{ dataset.records[0].name | py }}\n{% endset %}\nfirst\n{{ s -}}\n"
    assert written_by(mine=mine) == [("first", ["mine:4"]), ('said: "a"', ["mine:2"])]


@pytest.mark.parametrize(
    ("filters", "line"),
    [("upper", '"B"'), ("indent(4, first=true)", '    "b"'), ("trim", '"b"'), ("replace('b', 'c')", '"c"')],
)
def test_filters_keep_the_lines(filters: str, line: str) -> None:
    mine = "{% macro m(v) %}\n{{ v | py }}\n\n{% endmacro %}\n1\n{{ m(dataset.records[1].name) | " + filters + " }}"
    assert (line, ["mine:2"]) in written_by(mine=mine)


def test_blocks_of_filters_and_calls_keep_the_lines() -> None:
    filtered = "{% filter upper %}\nx\n{{ dataset.records[1].name | py }}\n{% endfilter %}"
    assert written_by(mine=filtered) == [("X", ["mine:2"]), ('"B"', ["mine:3"])]
    called = "{% macro wrap() %}\n({{ caller() }}){% endmacro %}\n{% call wrap() %}{{ 1 }}{% endcall %}"
    assert written_by(mine=called) == [("(1)", ["mine:2", "mine:3"])]


def test_what_prints_nothing_stays_false() -> None:
    mine = "{% set s %}{{ '' }}{% endset %}\n{% if s %}\nyes\n{% else %}\nno\n{% endif %}\n"
    assert written_by(mine=mine) == [("no", ["mine:5"])]


def test_blank_lines_that_would_be_indented_are_of_no_line() -> None:
    """A mark would make text of them, so they have none."""
    mine = "{% macro m() %}\na\n\nb\n{% endmacro %}\n{{ m() | indent(2, first=true) }}"
    assert written_by(mine=mine) == [("  a", ["mine:2"]), ("", []), ("  b", ["mine:4"])]


def test_a_template_that_measures_its_text_keeps_what_is_the_same() -> None:
    """Its other lines have no line of a template, rather than a wrong one."""
    mine = "first\n{% set s %}abc{{ 1 }}{% endset %}\n{{ s | length }}\nlast\n"
    assert written_by(mine=mine) == [("first", ["mine:1"]), ("4", []), ("last", ["mine:4"])]


def test_a_template_that_reads_its_text_as_a_number_is_still_traced() -> None:
    mine = "first\n{% set s %}3{% endset %}\n{{ 12 // (s | int) }}\n"
    found = written_by(mine=mine)
    assert [line for line, _ in found] == ["first", "4"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_of_their_line(text: str) -> None:
    found = written_by(
        texts(text), mine="a\n{{ dataset.records[0].text | py }}\nb {{ dataset.records[0].text | json }}\n"
    )
    assert [places for _, places in found] == [["mine:1"], ["mine:2"], ["mine:3"]]


@given(st.text(st.characters(codec="utf-8"), max_size=8).map(lambda text: text.replace("{", "").replace("\r", "")))
def test_any_static_text_is_of_its_line(text: str) -> None:
    traced = trace(PAIRS, OutputConfig("mine", "out"), {"mine": text}.get, template_path=str)
    assert "\n".join(traced.lines) == text.rstrip("\n")
    last = text.count("\n")
    for number, (line, places) in enumerate(zip(traced.lines, traced.templates, strict=True), 1):
        if line.strip() or number <= last:
            assert [place.line for place in places] == [number]


@pytest.mark.parametrize("template", template_names())
def test_lines_of_built_in_templates_say_what_their_template_says(template: str) -> None:
    """What stands in a template's line beside tags and expressions stands in the output's line."""
    source = builtin_text(template).split("\n")
    traced = trace(status_codes(), OutputConfig(template, "out"))
    before: object = None
    for line, places in zip(traced.lines, traced.templates, strict=True):
        assert places
        for place in places:
            assert place.path == f"templates/{template}"
        pieces = re.split(r"\{\{.*?\}\}(?!\})", source[places[0].line - 1])
        if len(places) == 1 and places != before and "{%" not in source[places[0].line - 1]:
            assert all(piece.strip() in line for piece in pieces), (line, source[places[0].line - 1])
        before = places
