"""A line-up from a spreadsheet: read, checked row by row without changing anything, then applied whole or not at all.

An import is a row (`LineupImport`) and says itself what is to be done next; `work` does it, in whatever process asks.
"""
