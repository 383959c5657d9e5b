"""The acts of the desk, a module for each: what it asks, and the function of the domain that it is a door to."""
