"""Pages that people read: what each shows, and how it is written as HTML in two languages."""
