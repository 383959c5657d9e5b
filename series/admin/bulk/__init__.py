"""One act on several things: confirmed once, done one by one, and each with a sentence of its own in the end."""
