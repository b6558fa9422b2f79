"""Finding things: what is searched, and what is shown of what was found."""
