"""Words of reStructuredText that no table depends on, found without reading a document.

Most edits change the words of a paragraph. In a paragraph at the margin, which stands outside of all lists, directives
and tables, these are shown to readers and nothing else: what may give a name, refer to one, end the paragraph or make
something else of it is made of other characters. So what is read of a document is the same, place by place, whichever
words stand there, as long as each line has some. Where there is any doubt, a paragraph counts to the letter.

This is told in a moment: the module imports next to nothing, as those who only ask whether to read need little more.
"""

from __future__ import annotations

from hashlib import sha256

_WORD = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\"#$%&'()+,-./;<=>?[]^{}~"
"""What words are made of: all that is printed in ASCII but what escapes or marks something up, and what is in doubt."""

_TEXT = _WORD + b" \n!*:@\\_`"
"""What paragraphs of words may have beside; substitutions, which take part in what is read, are none of it."""

_NAMING = (b"`_", b"_`")
"""What is found in markup of several words that refers to a name, or that gives one."""

_SOME = b"\0"
"""Stands for words: no paragraph of words has it."""


def digest_without_words(data: bytes) -> bytes:
    """Give the digest of a document's bytes, in which the words of paragraphs at the margin count as some words.

    What is read of documents with the same digest is the same, by the rules of the reStructuredText specification, but
    for these words.
    """
    blocks = [data] if _has_simple_table(data) else map(_without_words, data.split(b"\n\n"))
    return sha256(b"\n\n".join(blocks)).digest()


def _has_simple_table(data: bytes) -> bool:
    """Whether there may be a simple table at the margin: none but those hold empty lines between lines like prose."""
    return any(b"= " in b"=" + rest.partition(b"\n")[0] for rest in (b"\n" + data).split(b"\n=")[1:])


def _without_words(block: bytes) -> bytes:
    """Leave the words out of the lines between two empty ones, if these are a paragraph that begins at the margin."""
    if not block[:1].isalpha() or block.translate(None, _TEXT) or any(mark in block for mark in _NAMING):
        return block
    lines = block.removesuffix(b"\n").split(b"\n")
    if not all(map(_begins_with_a_word, lines)):
        return block
    return b"\n".join(map(_without_words_of_line, lines)) + b"\n" * block.endswith(b"\n")


def _begins_with_a_word(line: bytes) -> bool:
    """Whether a line begins with a word that does not number an item of a list."""
    first = line.partition(b" ")[0]
    return first[:1].isalpha() and _is_word(first) and not first.endswith((b".", b")"))


def _without_words_of_line(line: bytes) -> bytes:
    parts = [_SOME if part and _is_word(part) else part for part in line.split(b" ")]
    return b" ".join(part for index, part in enumerate(parts) if part != _SOME or parts[index - 1 : index] != [_SOME])


def _is_word(part: bytes) -> bool:
    """Whether nothing is marked up by what stands between two spaces; a colon is part of a sentence after a word."""
    return not part.removesuffix(b":").translate(None, _WORD)
