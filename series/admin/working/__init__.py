"""Working on a copy: its form in tabs, what was typed and not saved, who else is here, and two who saved at once."""
