"""The exact form of literals and comments; that they read back as their text is a property, in tests/properties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tablecast.content import BulletList, Paragraph, Strong, Text
from tablecast.model import Entries, Items, Markup, Place, Quantity, Range
from tablecast.writers._literals import c, comments, json, markdown, python, typescript
from tablecast.writers._literals.docstrings import attribute_docstring, docstring
from tablecast.writers._literals.python_values import expression, flat, laid_out
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Data, Number, Scalar

MARKUP = Markup((Paragraph((Text("See "), Strong((Text("x"),)))), BulletList(((Paragraph((Text("a"),)),),))))


class TestPython:
    """Literals that formatters leave alone."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (None, "None"),
            (True, "True"),
            (-7, "-7"),
            (1e16, "1e16"),
            (1e-05, "1e-05"),
            (float("inf"), 'float("inf")'),
            (float("-inf"), 'float("-inf")'),
            ("plain", '"plain"'),
            ("it's", '"it\'s"'),
            ('say "x"', "'say \"x\"'"),
            ('it\'s "x"', "'it\\'s \"x\"'"),
            ("it's 6\"", '"it\'s 6\\""'),
            ("a\\", '"a\\\\"'),
            ("\n\r\t\0\x7f", '"\\n\\r\\t\\x00\\x7f"'),
            ("\u2028\u202e\u200b\ufeff", '"\\u2028\\u202e\\u200b\\ufeff"'),
            ("\ud800", '"\\ud800"'),
            ("\U000e0001\U0010ffff", '"\\U000e0001\\U0010ffff"'),
            ("caf\xe9 \u2019 \u4e2d", '"caf\xe9 \u2019 \u4e2d"'),
        ],
    )
    def test_literal(self, value: Scalar, code: str) -> None:
        assert python.literal(value) == code

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (Decimal("1.50"), 'Decimal("1.50")'),
            (Decimal(-30), "Decimal(-30)"),
            (Decimal("-0"), 'Decimal("-0")'),
            (dt.date(2024, 3, 1), "dt.date(2024, 3, 1)"),
            (dt.datetime(2024, 3, 1, tzinfo=dt.UTC), "dt.datetime(2024, 3, 1, 0, 0, tzinfo=dt.UTC)"),
            (dt.datetime(2024, 3, 1, 1, 2, 0, 5, dt.UTC), "dt.datetime(2024, 3, 1, 1, 2, 0, 5, tzinfo=dt.UTC)"),
            (
                dt.datetime(2024, 3, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))),
                "dt.datetime(2024, 3, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))",
            ),
            (Quantity(Decimal("1.5"), "GB"), 'Quantity(Decimal("1.5"), "GB")'),
            (Range(0, 100, unit="%"), 'Range(0, 100, unit="%")'),
            (Range(None, 5, exclusive_maximum=True), "Range(None, 5, exclusive_maximum=True)"),
            (Place("a.rst", "table", "Codes"), 'Place("a.rst", "table", "Codes")'),
            (Items(()), "()"),
            (Items(("a",)), '("a",)'),
            (Items((1, Items((2, 3)))), "(1, (2, 3))"),
            (Entries(()), "MappingProxyType({})"),
            (Entries((("a", 1), ("b", None))), 'MappingProxyType({"a": 1, "b": None})'),
            (MARKUP, '"See **x**\\n\\n- a"'),
        ],
    )
    def test_a_value_of_more_than_a_text_or_a_number(self, value: Data, code: str) -> None:
        assert flat(expression(value)) == code

    def test_what_does_not_fit_is_broken_at_commas(self) -> None:
        place, title = expression(Place("a.rst", "table", "x" * 50)), "x" * 50
        assert laid_out(place, indent=0) == f'Place("a.rst", "table", "{title}")'
        assert laid_out(place, indent=8, lead="place=") == (
            f'Place(\n            "a.rst",\n            "table",\n            "{title}",\n        )'
        )

    def test_a_mapping_that_does_not_fit_has_an_entry_on_each_line(self) -> None:
        made = expression(Entries((("a", "x" * 60), ("b", Items((1, 2))))))
        entries = "".join(" " * 12 + entry + ",\n" for entry in (f'"a": "{"x" * 60}"', '"b": (1, 2)'))
        assert laid_out(made, indent=4) == f"MappingProxyType(\n        {{\n{entries}        }}\n    )"

    def test_a_key_that_does_not_fit_is_broken_as_other_texts_are(self) -> None:
        made = expression(Entries(((" ".join(["word"] * 20), 1),)))
        assert laid_out(made, indent=0) == (
            "MappingProxyType(\n    {\n        (\n"
            '            "word word word word word word word word word word word word word word "\n'
            '            "word word word word word word"\n        ): 1,\n    }\n)'
        )

    def test_a_text_of_a_literal_type_is_written_in_one_way(self) -> None:
        """Pyright takes an escape beyond the Basic Multilingual Plane for another text than the character."""
        assert python.literal("\u2705 \U0001f389", is_type=True) == '"\u2705 \\U0001f389"'

    def test_a_string_that_fits_stays_on_its_line(self) -> None:
        assert python.wrapped("x" * 77, indent=8) == '"' + "x" * 77 + '"'

    def test_a_string_that_fits_on_a_line_of_its_own_gets_one(self) -> None:
        assert python.wrapped("x" * 74, indent=8, lead="name=") == '(\n            "' + "x" * 74 + '"\n        )'

    def test_a_longer_string_is_broken_after_spaces_and_line_feeds(self) -> None:
        assert python.wrapped("one two\nthree " + "x" * 90, indent=4, trail="") == (
            f'(\n        "one two\\n"\n        "three "\n        "{"x" * 78}"\n        "{"x" * 12}"\n    )'
        )

    @pytest.mark.parametrize(
        ("count", "code"),
        [
            (30, '"' + "\u231a" * 30 + '"'),
            (
                40,
                "(\n        "
                '"'
                + r"\u231a" * 13
                + '"\n        "'
                + r"\u231a" * 13
                + '"\n        "'
                + r"\u231a" * 13
                + '"\n        "\\u231a"\n    )',
            ),
        ],
    )
    def test_a_width_that_formatters_may_disagree_on_is_made_certain_where_it_matters(
        self, count: int, code: str
    ) -> None:
        assert python.wrapped("\u231a" * count, indent=4) == code


class TestDocstrings:
    """Docstrings stay what they are whatever their text says."""

    @pytest.mark.parametrize(
        ("blocks", "code"),
        [
            ([["One line."]], '"""One line."""'),
            ([["One."], ["- a", "- b"]], '"""One.\n\n    - a\n    - b\n    """'),
            ([[r"A \d."]], 'r"""A \\d."""'),
            ([[r'A """ \d.']], '"""A \\u0022\\u0022\\u0022 \\u005cd."""'),
            ([["A\u202eb."]], '"""A\\u202eb."""'),
            ([['"Quoted".']], '"""\\u0022Quoted"."""'),
            ([["Half \ud800."]], '"""Half <U+D800>."""'),
        ],
    )
    def test_docstring(self, blocks: list[list[str]], code: str) -> None:
        assert docstring(blocks, indent=4) == code

    def test_no_line_reads_like_the_heading_of_a_section(self) -> None:
        text = "The codes that a client has to know about, in the order of the documents, and what each Returns"
        assert docstring([["One."], [text]], indent=0) == (
            '"""One.\n'
            "\n"
            "The codes that a client has to know about, in the order of the documents, and\n"
            "what each Returns\n"
            '"""'
        )

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("a\\b", '"""a\\\\b"""'),
            ('"a" and """', '"""\\"a" and \\"\\"\\""""'),
            ("a  b\n\n c ", '"""a b\n\n    c\n    """'),
        ],
    )
    def test_attribute_docstring(self, text: str, code: str) -> None:
        assert attribute_docstring(text, indent=4) == code


class TestJson:
    """JSON that is safe in HTML, too."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (None, "null"),
            (False, "false"),
            (1.5, "1.5"),
            ("</script><!--", '"<\\/script>\\u003c!--"'),
            ("\u2028\ud800\U000e0001", '"\\u2028\\ud800\\udb40\\udc01"'),
            ("caf\xe9 \U0001f389\n", '"caf\xe9 \U0001f389\\n"'),
        ],
    )
    def test_literal(self, value: Data, code: str) -> None:
        assert json.literal(value) == code

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (Decimal("1.50"), '"1.50"'),
            (dt.date(2024, 3, 1), '"2024-03-01"'),
            (dt.datetime(2024, 3, 1, 12, 30, tzinfo=dt.UTC), '"2024-03-01T12:30:00+00:00"'),
            (Quantity(Decimal("1.50"), "s"), '{"amount": 1.50, "unit": "s"}'),
            (Range(1, None), '{"minimum": 1, "maximum": null}'),
            (
                Range(Decimal(0), 1, exclusive_minimum=True, exclusive_maximum=True, unit="%"),
                '{"minimum": 0, "maximum": 1, "exclusive_minimum": true, "exclusive_maximum": true, "unit": "%"}',
            ),
            (Place("a.rst", "table", "</x>"), '{"document": "a.rst", "kind": "table", "title": "<\\/x>"}'),
            (Items((1, "a", None)), '[1, "a", null]'),
            (Entries((("b", 1), ("a", True), ("</", 1.5))), '{"b": 1, "a": true, "<\\/": 1.5}'),
            (MARKUP, '"See **x**\\n\\n- a"'),
        ],
    )
    def test_a_value_of_more_than_a_text_or_a_number(self, value: Data, code: str) -> None:
        assert json.literal(value) == code

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_what_json_does_not_have(self, value: float) -> None:
        with pytest.raises(NotWritableError, match=f"JSON has no {value}"):
            json.literal(value)

    def test_two_halves_of_a_surrogate_pair_in_a_row_are_refused(self) -> None:
        """They would be read as one character (RFC 8259, 7); either of them alone is not."""
        assert json.literal("\ud800-\udc00") == r'"\ud800-\udc00"'
        with pytest.raises(NotWritableError, match=r"^a JSON string cannot hold the characters U\+D800 and U\+DC00$"):
            json.literal("\ud800\udc00")


class TestTypeScript:
    """What differs from JSON."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (None, "null"),
            (True, "true"),
            (2**53 - 1, "9007199254740991"),
            (float("nan"), "NaN"),
            (float("inf"), "Infinity"),
            (float("-inf"), "-Infinity"),
        ],
    )
    def test_literal(self, value: Data, code: str) -> None:
        assert typescript.literal(value) == code

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (Decimal("1.50"), '"1.50"'),
            (Quantity(Decimal("1.50"), "s"), '{"amount": 1.50, "unit": "s"}'),
            (Range(1, None), '{"minimum": 1, "maximum": null}'),
            (Items((1, float("inf"))), "[1, Infinity]"),
            (Entries((("__proto__", 1), ("b", Items(())))), '{["__proto__"]: 1, "b": []}'),
        ],
    )
    def test_a_value_of_more_than_a_text_or_a_number(self, value: Data, code: str) -> None:
        assert typescript.literal(value) == code

    @pytest.mark.parametrize("amount", [2**53, Decimal("0.10000000000000000001")])
    def test_an_amount_that_would_change(self, amount: Number) -> None:
        with pytest.raises(NotWritableError, match=f"a TypeScript number does not hold {amount} exactly"):
            typescript.literal(Items((Quantity(amount, "s"),)))

    def test_a_number_that_would_change(self) -> None:
        with pytest.raises(NotWritableError, match="a TypeScript number does not hold 9007199254740992 exactly"):
            typescript.literal(2**53)


class TestC:
    """Constants of C."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (None, "NULL"),
            (True, "true"),
            (7, "7"),
            (-(2**63), "(-9223372036854775807 - 1)"),
            (1e16, "1e+16"),
            (Decimal("1.50"), '"1.50"'),
            (Quantity(30, "s"), '"30 s"'),
            (Items(("a", 1)), '"a, 1"'),
            ("\u20ac1", '"\\342\\202\\2541"'),
            ("a??/b???", '"a?\\?/b?\\?\\?"'),
            ("*/", '"*\\057"'),
            ('"\\\n\r\t\0', '"\\"\\\\\\n\\r\\t\\000"'),
        ],
    )
    def test_literal(self, value: Data, code: str) -> None:
        assert c.literal(value) == code

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("\udfff", r"a C string in UTF-8 cannot hold the character U\+DFFF"),
            (2**63, "9223372036854775808 does not fit a C long long"),
            (float("nan"), "C has no constant for nan"),
        ],
    )
    def test_what_c_cannot_hold(self, value: Data, message: str) -> None:
        with pytest.raises(NotWritableError, match=message):
            c.literal(value)


class TestMarkdown:
    """Text that renders as itself, escaped only where it has to be."""

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (None, ""),
            (True, "true"),
            (-1.5, "-1.5"),
            (Decimal("1.50"), "1.50"),
            (Range(0, 5, exclusive_maximum=True), r"\[0, 5)"),
            (Items(("*a*", 1)), r"\*a\*, 1"),
            (">x", r"\>x"),
            ("The results of POST, GET, and PUT (3.10)!", "The results of POST, GET, and PUT (3.10)!"),
            ("snake_case _x_", r"snake_case \_x\_"),
            ("a | b \\ `c`", r"a \| b \\ \`c\`"),
            ("*x* ~y~ [z](u) $t$", r"\*x\* \~y\~ \[z\](u) \$t\$"),
            ("<b> &amp; & &#1;", r"\<b> &amp;amp; & &amp;#1;"),
            ("https://a.example www.a.example a@b.example", r"https\://a.example www\.a.example a\@b.example"),
            (
                "0https://a.example \xe9http://a.example xhttp://a",
                "0https\\://a.example \xe9http\\://a.example xhttp://a",
            ),
            ("a_www.a.example awww.a", r"a_www\.a.example awww.a"),
            ("- x", r"\- x"),
            ("-1", "-1"),
            ("404. x", r"404\. x"),
            ("# x #", r"\# x \#"),
            (" x\ty ", "&#32;x&#9;y&#32;"),
            ("a\nb\r\nc", "a<br>b&#13;<br>c"),
            ("\u202e\xa0", "&#8238;&#160;"),
        ],
    )
    def test_literal(self, value: Data, code: str) -> None:
        assert markdown.literal(value) == code


class TestComments:
    """No text ends its comment."""

    def test_hash_comment(self) -> None:
        assert comments.hash_comment(["a\nimport os", "", "\u2028b"]) == "# a\n# import os\n#\n#\n# b"

    def test_slash_comment(self) -> None:
        assert comments.slash_comment(["a\r\nb", "c\\", "d\\ "]) == "// a\n// b\n// c\\.\n// d\\ ."

    def test_block_comment(self) -> None:
        assert comments.block_comment(["*/ /* ??/ \\u002a", "x\\"]) == "/*\n * * / / * ? ?/ \\ u002a\n * x\\.\n */"

    def test_html_comment(self) -> None:
        assert comments.html_comment(["--> --->", "\u202e"]) == "<!--\n- -> - - ->\n<U+202E>\n-->"
