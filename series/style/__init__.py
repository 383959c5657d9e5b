"""`/style/`: every component of the hub in every state, for staff, through the templates that visitors' pages use."""
