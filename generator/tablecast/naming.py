"""From text to identifiers: one rule for Python, TypeScript and C.

Text becomes words, words become an identifier in a style, and `assign` tells clashing identifiers apart. Nothing here
depends on the Python version: character data comes from the Unicode 3.2 database that every Python carries unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Literal
from unicodedata import ucd_3_2_0 as ucd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Style = Literal["snake", "camel", "pascal", "screaming", "kebab"]
"""How words are joined; `kebab` is for anchors and file names, which may begin with a digit."""

Language = Literal["python", "typescript", "c"]

LIMIT = 60
"""How long an identifier gets before the words that tell clashing ones apart."""

_PYTHON = (
    """
    False None True and as assert async await break case class continue def del elif else except finally for from global
    if import in is lambda match nonlocal not or pass raise return try type while with yield I O l
""".replace(" case ", " ")
    .replace(" match ", " ")
    .replace(" type ", " ")
)
_TYPESCRIPT = """
    abstract any arguments as async await boolean break case catch class const continue debugger declare default delete
    do else enum eval export extends false finally for from function get if implements import in infer instanceof
    interface is keyof let module namespace never new null number object of package private protected public readonly
    require return set static string super switch symbol this throw true try type typeof undefined unique unknown var
    void while with yield
"""
_C = """
    _Bool alignas alignof asm auto bool break case char const constexpr continue default do double else enum errno
    extern false float for fortran goto if inline int long main nullptr register restrict return short signed sizeof
    static static_assert struct switch thread_local true typedef typeof typeof_unqual union unsigned void volatile
    while EOF NULL
"""
RESERVED: dict[Language, frozenset[str]] = {
    "python": frozenset(_PYTHON.split()),
    "typescript": frozenset(_TYPESCRIPT.split()),
    "c": frozenset(_C.split()),
}
"""Words that cannot be identifiers, or that read badly as one (`l`, `O` and `I` look like digits)."""

_SPELLED = {
    "#": "sharp",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "+": "plus",
    "<": "less",
    "=": "equals",
    ">": "greater",
    "@": "at",
}
_SPELLED_ALONE = {
    "!": "exclamation",
    '"': "quote",
    "'": "apostrophe",
    "(": "left parenthesis",
    ")": "right parenthesis",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "[": "left bracket",
    "\\": "backslash",
    "]": "right bracket",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "left brace",
    "|": "pipe",
    "}": "right brace",
    "~": "tilde",
}
_APOSTROPHES = re.compile(r"(?<=[A-Za-z])['\u2019](?=[A-Za-z])")
_BRACKETED = re.compile(r"<([^<>]*[A-Za-z0-9][^<>]*)>")
_NEGATIVE = re.compile(r"(?<![^\s(\[])[-\u2212](?=\.?[0-9])")
_WORDS = re.compile(r"[A-Za-z0-9]+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_LETTER = re.compile(r"LETTER (?:SHARP |FINAL |DOTLESS )?([A-Z]+)")
_DIGEST_LENGTH = 6


def words(text: str) -> tuple[str, ...]:
    """Split a text into lower-case ASCII words; there is at least one.

    Accents go (`naïve` gives `naive`), other letters and symbols get their Unicode name (`µs` gives `mus`, `→` gives
    `rightwards arrow`) or, lacking one, their number (`u4e2d`). Symbols that tell names apart are spelled, so that `C`,
    `C++` and `C#` differ; punctuation separates words, except that a text of punctuation alone is spelled, too.
    """
    plain = _NEGATIVE.sub(" minus ", _BRACKETED.sub(r" \1 ", _APOSTROPHES.sub("", text)))
    characters = ucd.normalize("NFKD", plain)
    spelled = "".join(_spell(character) for character in characters)
    found = _WORDS.findall(spelled)
    if not any(ucd.category(character)[0] in "LN" for character in characters):
        found = _WORDS.findall("".join(_spell_alone(character) for character in characters))
    return tuple(hump.lower() for word in found for hump in _HUMPS.split(word)) or ("empty",)


def identifier(
    text: str, style: Style, reserved: frozenset[str] = frozenset(), *, prefix: str | None = "n", limit: int = LIMIT
) -> str:
    """Turn a text into one identifier of at most `limit` characters, cut between words where that is possible.

    `prefix` is a text whose words come first when the identifier would begin with a digit, which None allows;
    an identifier that is `reserved` gets an underscore at its end.
    """
    return _close(_join(_cut(_begin(words(text), prefix), limit), style), reserved)


def assign(  # noqa: PLR0913 - the options are keyword-only and have defaults.
    texts: Sequence[str],
    keys: Sequence[str],
    style: Style,
    reserved: frozenset[str] = frozenset(),
    *,
    prefix: str | None = "n",
    limit: int = LIMIT,
) -> tuple[str, ...]:
    """Give each of several texts an identifier of its own; `keys` are the texts that identify what is named.

    A name is the identifier of the text. All texts whose identifiers clash, not only the later ones, get the words of
    their key at the end; those that still clash with any other get a digest of text and key instead.

    So a name depends on its own text and key, and on whether it clashes, but never on the order: moving, removing or
    adding what does not clash renames nothing. The limits: what clashes with a name for the first time changes that
    name once (`B` alone, then `B` and `b`), and leaving a clash changes it back; equal texts with equal keys can only
    be numbered in their order.
    """
    pairs = list(zip(texts, keys, strict=True))
    forms: tuple[Callable[[str, str], str], ...] = (
        lambda text, _: identifier(text, style, reserved, prefix=prefix, limit=limit),
        lambda text, key: _with_suffix(text, words(key) if key != text else (), style, prefix, limit),
        lambda text, key: _with_suffix(text, (_digest(text, key),), style, prefix, limit),
    )
    names = [forms[0](text, key) for text, key in pairs]
    for form in forms[1:]:
        counts = Counter(names)
        names = [form(*pair) if counts[name] > 1 else name for name, pair in zip(names, pairs, strict=True)]
    return _numbered([_close(name, reserved) for name in names])


def _with_suffix(text: str, suffix: tuple[str, ...], style: Style, prefix: str | None, limit: int) -> str:
    end = _cut(suffix, limit // 2) if suffix else ()
    stem = _cut(_begin(words(text), prefix), limit - len("_".join(end)) - 1)
    return _join((*stem, *end), style)


def _begin(parts: tuple[str, ...], prefix: str | None) -> tuple[str, ...]:
    return parts if parts[0][0].isalpha() or prefix is None else _begin(words(prefix), "n") + parts


def _cut(parts: Sequence[str], limit: int) -> tuple[str, ...]:
    """Drop words from the end until the rest fits, underscores counted; a single long word is cut."""
    kept = list(parts)
    while len(kept) > 1 and len("_".join(kept)) > limit:
        kept.pop()
    return (*kept[:-1], kept[-1][:limit])


def _join(parts: Sequence[str], style: Style) -> str:
    match style:
        case "snake":
            return "_".join(parts)
        case "kebab":
            return "-".join(parts)
        case "screaming":
            return "_".join(parts).upper()
        case "pascal":
            return "".join(part.capitalize() for part in parts)
        case "camel":
            return "".join([parts[0], *(part.capitalize() for part in parts[1:])])


def _close(name: str, reserved: frozenset[str]) -> str:
    return name + "_" if name in reserved else name


def _digest(text: str, key: str) -> str:
    data = f"{len(text)}:{text}{key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    taken = set(names)
    given: set[str] = set()
    result: list[str] = []
    for name in names:
        unique = name
        if name in given:
            unique = next(free for number in count(2) if (free := f"{name}_{number}") not in taken)
        taken.add(unique)
        given.add(unique)
        result.append(unique)
    return tuple(result)


def _spell(character: str) -> str:
    """Spell a character of NFKD text in ASCII: a letter joins its word, a symbol is a word or more of its own."""
    if character.isascii():
        return f" {_SPELLED[character]} " if character in _SPELLED else character
    category = ucd.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category[0] in "ZP":
        return " "
    digit = ucd.decimal(character, None)
    return str(digit) if digit is not None else _by_name(character)


def _spell_alone(character: str) -> str:
    if character in _SPELLED_ALONE:
        return f" {_SPELLED_ALONE[character]} "
    return _by_name(character) if ucd.category(character)[0] == "P" and not character.isascii() else _spell(character)


def _by_name(character: str) -> str:
    name = ucd.name(character, "")
    if not name or "IDEOGRAPH" in name:
        return f" u{ord(character):04x} "
    letter = _LETTER.search(name)
    return letter[1].lower() if letter else f" {name.lower()} "
