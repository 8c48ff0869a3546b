"""The lists of the site: what can be chosen in them, what each shows of a thing, and what is said of all."""
