"""Choosing what goes out together."""
