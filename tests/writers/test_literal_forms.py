"""The exact form of literals and comments; that they read back as their text is a property, in tests/properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tablecast.writers._literals import c, comments, json, markdown, python, typescript
from tablecast.writers._literals.docstrings import attribute_docstring, docstring
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Scalar


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
    def test_literal(self, value: Scalar, code: str) -> None:
        assert json.literal(value) == code

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_what_json_does_not_have(self, value: float) -> None:
        with pytest.raises(NotWritableError, match=f"JSON has no {value}"):
            json.literal(value)


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
    def test_literal(self, value: Scalar, code: str) -> None:
        assert typescript.literal(value) == code

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
            ("\u20ac1", '"\\342\\202\\2541"'),
            ("a??/b???", '"a?\\?/b?\\?\\?"'),
            ("*/", '"*\\057"'),
            ('"\\\n\r\t\0', '"\\"\\\\\\n\\r\\t\\000"'),
        ],
    )
    def test_literal(self, value: Scalar, code: str) -> None:
        assert c.literal(value) == code

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("\udfff", r"a C string in UTF-8 cannot hold the character U\+DFFF"),
            (2**63, "9223372036854775808 does not fit a C long long"),
            (float("nan"), "C has no constant for nan"),
        ],
    )
    def test_what_c_cannot_hold(self, value: Scalar, message: str) -> None:
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
    def test_literal(self, value: Scalar, code: str) -> None:
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
