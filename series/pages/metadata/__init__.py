"""What machines read in a page: JSON-LD, Open Graph, oEmbed discovery. All of it equal to what people read."""
