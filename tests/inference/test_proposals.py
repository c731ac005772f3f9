"""What is proposed for documents: datasets of tables with one schema, with selectors for these and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from guessing import draft, parsed, proposed, types

from tablecast.config import FieldConfig, Filter, Selector
from tablecast.diagnostics import Location
from tablecast.inference import infer, propose
from tablecast.readers import read
from tablecast.records import draw
from tablecast.selection import candidates, select
from tablecast.writers._builtin import OPTIONS

if TYPE_CHECKING:
    from tablecast.inference import Draft


def page(title: str, *tables: str) -> str:
    """A document with a section for each table."""
    parts = [f"{title}\n{'=' * len(title)}\n"]
    parts += (f"Part {number}\n------\n\n{table}" for number, table in enumerate(tables, 1))
    return "\n".join(parts)


def csv(header: str, *rows: str, caption: str = "") -> str:
    """A csv-table; the cells of a row have a comma between them."""
    lines = [f".. csv-table:: {caption}", f"   :header: {header}", "", *(f"   {row}" for row in rows), ""]
    return "\n".join(lines)


def is_right(made: Draft, **sources: str) -> bool:
    """Whether the selectors match the tables and no others, and the dataset can be drawn from them."""
    documents = [read(f"{name}.rst", source.encode()) for name, source in sources.items()]
    found, problems = select(made.config.tables, candidates(documents), lambda *_: Location("tablecast.toml"))
    same = [each.table.location for each in found] == [each.table.location for each in made.tables]
    return same and not problems and not draw(made.name, made.config, made.tables).diagnostics


def test_tables_with_the_same_columns_are_one_dataset() -> None:
    """Over all documents, in any order of the columns; its selector will match the tables of pages to come, too."""
    sources = {
        "a": page("Pumps", csv("Name,Litres", "one,10", "two,20")),
        "b": page("Valves", csv("Litres,Name", "30,three")),
    }
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.tables == (Selector(header=("Name", "Litres"), count="any"),)
    assert (types(made.config), made.config.key) == ({"name": "str", "litres": "int"}, "name")
    assert made.columns == {"name": "Name", "litres": "Litres"}
    assert made.reasons["tables"].text == "2 tables of 2 documents have these columns"


def test_several_tables_of_one_document_are_counted() -> None:
    """Another one would be a surprise there."""
    sources = {"a": page("Pumps", csv("Name,Litres", "one,10"), csv("Name,Litres", "two,20"))}

    assert draft(**sources).config.tables == (Selector(header=("Name", "Litres"), count=2),)


def test_the_type_of_a_column_is_the_narrowest_that_holds_all_tables() -> None:
    sources = {
        "a": page("Pumps", csv("Name,Size,Note", "one,1,x", "two,2,y")),
        "b": page("Valves", csv("Name,Size,Note", "three,1.5,", "four,2,z")),
    }

    assert types(draft(**sources).config) == {"name": "str", "size": "decimal", "note": "str?"}


def test_titles_that_say_the_same_are_one_column() -> None:
    sources = {
        "a": page("Pumps", csv("Parameter,Mandatory", "one,Yes")),
        "b": page("Valves", csv("Parameter,Optional or Mandatory", "two,No")),
    }
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.fields["mandatory"] == FieldConfig(column=("Mandatory", "Optional or Mandatory"), type="bool")


def test_what_is_around_a_table_makes_the_key_whole() -> None:
    """The least that tells the tables apart: here the pages do, and not their sections."""
    sources = {
        "a": page("Pumps", csv("Code,Text", "1,one", "2,two")),
        "b": page("Valves", csv("Code,Text", "1,uno", "2,due")),
    }
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.key == ("page", "code")
    assert made.config.fields["page"] == FieldConfig(context="title")
    assert made.reasons["key"].text == "'code' is the same in several tables, which the page tells apart"


CODED = [f"E.{number:03},{word}" for number, word in enumerate(["pump", "valve", "pipe", "hall", "yard"] * 2)]


def test_almost_every_row_has_a_code_of_its_own() -> None:
    """All rows of a code are kept then, in what can hold them; without a configuration there is no key."""
    table = csv("Code,Text,Size", *(f"{row},{number}" for number, row in enumerate([*CODED, "E.003,roof"])))
    made = draft(a=page("Pumps", table))

    assert is_right(made, a=page("Pumps", table))
    assert (made.config.key, made.config.duplicates, made.config.name_field) == ("code", "all", "")
    assert made.reasons["key"].text == "only 'E.003' is there more than once: a lookup gives all rows of a key"
    assert [each.message for each in made.reasons["key"].against] == ["'E.003'"]
    assert made.templates[0] == "python/registry.py.j2"
    assert infer(parsed(table)).config.key == ""


def test_a_column_in_which_many_rows_are_alike_is_no_key() -> None:
    made = draft(a=page("Pumps", csv("Code,Text", *CODED, "E.003,roof", "E.004,roof")))

    assert (made.config.key, made.config.duplicates) == ("", "error")


def test_tables_that_nothing_tells_apart_may_have_almost_no_code_in_common() -> None:
    twice = csv("Code,Text", *CODED) + "\n" + csv("Code,Text", "E.003,roof")
    made = draft(a=page("Pumps", twice))

    assert is_right(made, a=page("Pumps", twice))
    assert (made.config.key, made.config.duplicates) == ("code", "all")


def test_what_is_around_is_named_from_the_outside_in() -> None:
    sources = {
        "a": page("Pumps", csv("Code,Text", "1,one", "2,two"), csv("Code,Text", "1,uno", "2,due")),
        "b": page("Valves", csv("Code,Text", "1,un", "2,deux")),
    }
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.key == ("page", "section", "code")
    assert made.reasons["key"].text == (
        "'code' is the same in several tables, which the page and the section tell apart"
    )


def test_no_key_where_nothing_tells_the_tables_apart() -> None:
    """Two tables of one section, without captions."""
    twice = csv("Code,Text", "1,one", "2,two") + "\n" + csv("Code,Text", "1,uno", "2,due")
    made = draft(a=page("Pumps", twice))

    assert made.config.key == ""
    assert made.reasons["tables"].text == (
        "2 tables of 1 document have these columns; "
        "no key: 'code' is the same in several tables, and nothing around them tells these apart"
    )
    assert [each.message for each in made.reasons["tables"].against] == ["'1'", "'2'"]


def test_other_tables_with_more_columns_are_kept_out() -> None:
    """A header says which columns a table must have, and a width that it has no others."""
    sources = {
        "a": page("Pumps", csv("Name,Text", "one,x", caption="Some"), csv("Name,Size,Text", "one,1,x", caption="All")),
        "b": page("Valves", csv("Name,Text", "two,x", caption="Some")),
        "c": page("Pipes", csv("Name,Text", "three,x", caption="Some")),
    }
    few, more = proposed(**sources).drafts

    assert is_right(few, **sources)
    assert is_right(more, **sources)
    assert few.config.tables == (Selector(header=("Name", "Text"), width=2, count="any"),)
    assert more.config.tables == (Selector(header=("Name", "Size", "Text")),)


def test_columns_without_names_of_their_own_are_given_some() -> None:
    sources = {"a": page("Pumps", csv("Name,,Name", "one,1,x", "two,2,y"))}
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.header == ("Name", "Column 2", "Name 2")
    assert [field.column for field in made.config.fields.values()] == ["Name", "Column 2", "Name 2"]


CORNER = """
.. list-table::

   * -
     - **One**
     - **Two**
   * - pumps
     - 1
     - 2
   * - valves
     - 3
     - 4
"""


def test_a_header_that_is_not_marked_and_not_complete_is_given_and_left_out() -> None:
    sources = {"a": page("Pumps", CORNER)}
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.header == ("Column 1", "One", "Two")
    assert made.config.filters == (Filter("One", "it names the columns", values=("One",)),)
    assert types(made.config) == {"column_1": "str", "one": "int", "two": "int"}


PAIRS = """
.. list-table::

   * - north
     - {}
   * - south
     - {}
"""


def test_columns_of_a_table_without_header_have_numbers() -> None:
    sources = {"a": page("Pumps", PAIRS.format("hall", "yard"))}
    made = draft(**sources)

    assert is_right(made, **sources)
    assert made.config.header == "none"
    assert made.config.fields == {"column_1": FieldConfig(column="1"), "column_2": FieldConfig(column="2")}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (csv("Name,Size"), "it has no rows"),
        (csv("Name,Size", '"",""'), "all of its cells are empty"),
        (".. list-table::\n\n   * - one\n     - two\n", "a single row without a header looks like layout"),
        (".. list-table::\n\n   * - one\n   * - two\n", "a single column without a header looks like a list"),
        (
            PAIRS.format("The pump is in the hall.", "It was put there long ago."),
            "prose without a header looks like layout",
        ),
        (
            ".. list-table::\n   :header-rows: 1\n\n   * - A\n     - B\n   * - - one\n       - two\n     - - three\n",
            "a single row of lists or paragraphs looks like layout",
        ),
        (
            ".. list-table::\n\n   * - .. image:: a.png\n   * - .. image:: b.png\n",
            "its cells hold nothing but pictures",
        ),
        (
            csv('All,"",""', '"",a,""', '"","",b', '"","",c'),
            "most of its cells and column names are empty, as in a drawing",
        ),
    ],
)
def test_what_is_no_data_is_told_and_left_out(table: str, reason: str) -> None:
    found = proposed(a=page("Pumps", table))

    assert found.drafts == ()
    assert [each.reason for each in found.left_out] == [reason]


def test_tables_that_nothing_tells_apart_cannot_be_selected() -> None:
    twins = PAIRS.format("hall", "yard") + "\n.. \n\n" + PAIRS.format("roof", "yard")
    found = proposed(a=page("Pumps", twins))

    assert found.drafts == ()
    assert {each.reason for each in found.left_out} == {"nothing tells it from other tables: give it a label"}


def test_names_of_datasets_are_what_readers_call_them() -> None:
    """The caption of all, or the kind that they are of, or the first columns; and each another one."""
    pairs = [csv("Parameter,Text", "a,b"), csv("Parameter,Text", "c,d")]
    found = proposed(
        a=page("Pumps", csv("Name,Size", "one,1", caption="All pumps"), csv("Pump,Hall", "x,y")),
        b=page("Valves", *pairs),
        c=page("Pipes", csv("Pipe,Bore", "a,1", caption="All pumps")),
    )

    assert [each.name for each in found.drafts] == ["all_pumps", "part_2", "parameters", "all_pumps_2"]


def test_what_tables_stand_below_says_what_they_are() -> None:
    """How their captions begin, without the little words; else the section that all of them are in."""
    captioned = [csv("Pump,Hall", "a,b", caption=f"Places of the {kind}") for kind in ("new pumps", "old pumps")]
    plain = [csv("Pipe,Bore", "a,1"), csv("Pipe,Bore", "b,2")]

    assert draft(a=page("Pumps", *captioned)).name == "places"
    assert draft(a=page("Pipes", *plain)).name == "pipes"
    assert draft(a=page("Pipes", plain[0]), b=page("Bores", plain[1])).name == "pipe_bore"


def test_codes_are_those_of_what_they_stand_below() -> None:
    """Of errors, where the caption or a heading says so."""
    rows = ("1,Dry,No pump has water.", "2,Hot,Some pump is hot.")

    assert draft(a=page("Pumps", csv("Code,Title,Meaning", *rows, caption="Errors of pumps"))).family == "error codes"
    assert draft(a=page("Return values", csv("Code,Title,Meaning", *rows))).family == "status codes"
    assert draft(a=page("Pumps", csv("Code,Title,Meaning", *rows))).family == ""


def test_references_to_documents_are_found_from_the_root() -> None:
    sources = {
        "docs/a": page("Pumps", csv("Name,See", "one,:doc:`/b`", "two,:doc:`/b`")),
        "docs/b": page("Valves"),
    }
    documents = [read(f"{name}.rst", source.encode()) for name, source in sources.items()]

    (near,), (far,) = propose(documents, "docs").drafts, propose(documents).drafts
    assert (near.config.fields["see"].type, far.config.fields["see"].type) == ("reference", "str")


@pytest.mark.parametrize(
    ("header", "rows", "family", "python", "rest"),
    [
        ("Status Code,Text", ("200,OK", "404,Not Found"), "status codes", "enum", ("by_key", "schema", "table")),
        ("Parameter,Type,Text", ("a,int,x", "b,str,y"), "parameters", "registry", ("by_key", "schema", "table")),
        ("Name,Size", ("one,1", "two,2"), "", "constants", ("by_key", "schema", "table")),
        ("Text,Notes", ("x,1", "x,2"), "", "records", ("records", "schema", "table")),
        ("Task,Guest,Owner", ("read,No,Yes", "edit,No,Yes"), "comparison", "registry", ("by_key", "schema", "table")),
        ("Error Code,Text", ("P.001,a", "P.002,b", "P.003,c"), "error codes", "enum", ("by_key", "schema", "table")),
    ],
)
def test_the_templates_fit_what_it_is(
    header: str, rows: tuple[str, ...], family: str, python: str, rest: tuple[str, ...]
) -> None:
    made = draft(a=page("Pumps", csv(header, *rows)))
    stems = [template.partition("/")[2].partition(".")[0] for template in made.templates]

    assert made.family == family
    assert stems == [python, *rest]
    assert set(made.templates) <= set(OPTIONS)
