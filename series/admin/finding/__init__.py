"""Finding things, pages and acts from anywhere at the desk: the palette, and its page without script."""
