"""Pages for people: their content, and their HTML in two languages."""
