"""A map in the product's own hand: land as rows of ticks, people as spots. Drawn by the server, a few kilobytes."""
