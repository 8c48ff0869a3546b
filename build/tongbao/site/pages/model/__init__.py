"""The model on one page: a diagram of the classes, a table and an example for each, and a cookbook of queries."""
