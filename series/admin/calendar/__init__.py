"""The calendar at the desk: looking at the schedule, and a confirmation before anything in it moves."""
