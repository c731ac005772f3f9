"""The version, which the distributions take from here."""

__version__ = "0.1.0"
