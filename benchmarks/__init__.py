"""Measurements, one module each: `python -m benchmarks NAME [FOLDER] [--seconds N] --json`.

A module gives `ABOUT` (one line) and `run(folder, seconds)`, which returns an object or a list of
objects that JSON can hold; `folder` and `seconds` are None where the caller named none.
"""
