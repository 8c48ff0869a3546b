"""Tables for people who do not use RDF: their columns, their rows, their files."""
