"""Literals: how a value is written in each target language so that reading it back gives the value.

One module per language. A literal function takes a value and returns the code that stands for it, or raises `Refusal`
when the language has no way to write it; a comment function takes lines of text and returns a whole comment that the
text cannot end.
"""
