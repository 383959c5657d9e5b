"""Finding things, pages and acts from anywhere at the desk: the command palette, and its page for those without script."""
