"""Printers: they turn diagnostics, drift and tables into text or JSON, and know nothing of how those came to be."""
