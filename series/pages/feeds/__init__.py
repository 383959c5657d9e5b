"""Public data for programs: feeds, calendars, JSON. The same words, times and files as the pages."""
