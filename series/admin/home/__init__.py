"""Today: what is wrong, what goes out next, what waits for this person, what went out, and how the machine is.

A module for each part; each says in how many queries it is read, whatever there is.
"""

from series.admin.home.page import environment, home

__all__ = ["environment", "home"]
