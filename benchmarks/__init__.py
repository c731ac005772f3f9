"""How fast tablecast is, beside other programs: `python -m benchmarks [FOLDER]`."""
