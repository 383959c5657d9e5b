"""The empty form of a line-up: headings and one row that shows what goes where."""

from series.lineup.columns import COLUMNS

HEADINGS = [column.name for column in COLUMNS]
EXAMPLE = [column.example for column in COLUMNS]
