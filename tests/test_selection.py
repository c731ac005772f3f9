"""Which tables a selector names, what is said when it names others, and which selector names a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from builders import candidate, table
from tablecast.config import Selector
from tablecast.diagnostics import Location
from tablecast.selection import candidates, matches, select, shortest_selectors

if TYPE_CHECKING:
    from tablecast.diagnostics import Diagnostic
    from tablecast.selection import Candidate

ERRORS = candidate(
    table(
        ["Code", "Meaning"],
        document="docs/api/errors.rst",
        title="Error codes",
        labels=("errors", "api-errors"),
        headings=("API", "Errors"),
        path="docs/api/errors.rst",
    ),
    original_name="errors.html",
)
PUMPS = candidate(
    table(["Code", "Pump [l/s]"], document="docs/pumps.rst", title="Pump * codes", headings=("Pumps",), line=7)
)
BARE = candidate(table(["", ""], document="docs/bare.rst", path="docs/bare.rst"))
TABLES = (ERRORS, PUMPS, BARE)


def locate(*keys: str | int) -> Location:
    """A place that tells which part of the configuration was meant."""
    return Location("/".join(str(key) for key in keys))


def problems(*selectors: Selector) -> tuple[Diagnostic, ...]:
    """What is wrong with the selectors."""
    return select(selectors, TABLES, locate)[1]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"document": "docs/api/errors.rst"}, [ERRORS]),
        ({"document": "errors.rst"}, [ERRORS]),
        ({"document": "docs/*"}, [ERRORS, PUMPS, BARE]),
        ({"label": "API-Errors"}, [ERRORS]),
        ({"original_name": "errors.html"}, [ERRORS]),
        ({"caption": "error CODES"}, [ERRORS]),
        ({"caption": "* codes"}, [ERRORS, PUMPS]),
        ({"heading": "api"}, [ERRORS]),
        ({"header": ("meaning",)}, [ERRORS]),
        ({"header": ("Code",)}, [ERRORS, PUMPS]),
        ({"header": ("Code",), "heading": "Pumps"}, [PUMPS]),
        ({"header": ("Code",), "label": "pumps"}, []),
        ({"width": 2}, [ERRORS, PUMPS, BARE]),
        ({"header": ("Code",), "width": 1}, []),
    ],
)
def test_every_condition_must_hold(conditions: dict[str, Any], expected: list[Candidate]) -> None:
    """Names are compared without case, patterns as a shell does."""
    assert [each for each in TABLES if matches(Selector(**conditions), each)] == expected


def test_selects_each_table_once_in_the_order_of_the_documents() -> None:
    """Selectors may overlap; the order is the documents', not the selectors'."""
    selectors = [
        Selector(document="pumps.rst"),
        Selector(header=("Code",), count=2),
        Selector(caption="*", count="any"),
    ]

    assert select(selectors, TABLES, locate) == ((ERRORS, PUMPS), ())


def test_a_wrong_number_of_tables_names_them() -> None:
    """Too many and too few are errors that list what was found."""
    many, few = problems(Selector(header=("Code",)), Selector(label="errors", count=2))

    assert many.message == "this selector matches 2 tables where 1 table was expected"
    assert many.hint == 'narrow the selector, or say count = 2 (or "any")'
    assert [(str(each.location), each.message) for each in many.related] == [
        ("docs/api/errors.rst:1", "'Error codes'"),
        ("a.rst:7", "'Pump * codes'"),
    ]
    assert many.location == Location("0")
    assert few.message == "this selector matches 1 table where 2 tables were expected"


@pytest.mark.parametrize(
    ("conditions", "message", "hint"),
    [
        ({"document": "eror.rst"}, "no table matches document = 'eror.rst'", "did you mean 'errors.rst'?"),
        ({"label": "erors"}, "no table matches label = 'erors'", "did you mean 'errors'?"),
        (
            {"caption": "Pump codes", "document": "pumps.rst"},
            "no table matches caption = 'Pump codes'",
            "did you mean 'Pump * codes'?",
        ),
        (
            {"header": ("Code", "Meening")},
            "no table matches header = 'Code | Meening'",
            "for 'Meening' did you mean 'Meaning'?",
        ),
    ],
)
def test_a_condition_that_no_table_meets_is_named(conditions: dict[str, Any], message: str, hint: str) -> None:
    """The error stands at the condition and suggests what was perhaps meant."""
    (problem,) = problems(Selector(**conditions))

    assert (problem.message, problem.hint) == (message, hint)
    assert problem.location == Location(f"0/{next(iter(conditions))}")


def test_a_header_that_changed_names_the_tables_that_come_nearest() -> None:
    """Each name may be that of a column somewhere; what counts is the table that has the most of them."""
    (problem,) = problems(Selector(header=("Pump [l/s]", "Meaning")))
    (nowhere,) = problems(Selector(header=("x", "y")))

    assert problem.message == "no table matches header = 'Pump [l/s] | Meaning'"
    assert problem.hint == "for 'Pump [l/s]' choose from 'Code'"
    assert [each.message for each in problem.related] == [
        "comes nearest: 'Error codes'",
        "comes nearest: 'Pump * codes'",
    ]
    assert (nowhere.hint, nowhere.related) == ("for 'x' choose from 'Code', 'Meaning', 'Pump [l/s]'", ())


def test_conditions_that_do_not_meet_in_one_table_name_the_nearest() -> None:
    """Where each condition holds for some table, the tables that meet most of them are shown."""
    (problem,) = problems(Selector(heading="Pumps", header=("Code", "Meaning")))

    assert problem.message == "no table meets all conditions of this selector together"
    assert [each.message for each in problem.related] == [
        "comes nearest: 'Error codes'",
        "comes nearest: 'Pump * codes'",
    ]


def test_a_table_of_an_included_document_is_one_table() -> None:
    """A pattern such as `**/*.rst` often names the files that others include, too."""
    own = candidate(table(["Code"], document="part.rst", path="part.rst"))
    included = candidate(table(["Code"], document="page.rst", path="part.rst"))

    assert candidates([included.document, own.document]) == (own,)
    assert candidates([included.document]) == (included,)


def test_documents_without_tables() -> None:
    """When there is no table at all, the selector is not what is wrong."""
    _, (problem,) = select([Selector(label="x")], (), locate)

    assert problem.message == "the documents hold no table at all"


def test_shortest_selectors_name_their_table_alone() -> None:
    """A label is preferred; wildcards in a caption are kept literal; a table that nothing tells apart has none."""
    twin = candidate(table(["", ""], document="docs/bare.rst", ordinal=2, line=9))

    assert shortest_selectors((*TABLES, twin)) == (
        Selector(label="errors"),
        Selector(document="docs/pumps.rst", caption="Pump [*] codes"),
        None,
        None,
    )
    assert matches(Selector(document="docs/pumps.rst", caption="Pump [*] codes"), PUMPS)
    assert shortest_selectors((BARE,)) == (Selector(document="docs/bare.rst"),)


def test_shortest_selectors_take_the_page_name_with_the_caption_where_there_is_no_label() -> None:
    """The page's original name survives a moved file, which its path does not."""
    unlabelled = candidate(table(["Code"], title="Codes"), original_name="a.html")

    assert shortest_selectors((unlabelled,)) == (Selector(original_name="a.html", caption="Codes"),)


def test_a_width_that_no_table_has() -> None:
    """The widths that there are stand in the hint."""
    (problem,) = problems(Selector(width=3))

    assert (str(problem.location), problem.message) == ("0/width", "no table matches width = 3")
    assert problem.hint == "choose from '2'"
