"""A person's notices at the desk: the bell, the list, and what comes by mail, too."""
