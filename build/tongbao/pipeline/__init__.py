"""From the files of a dataset to validated parts: what is done for each notice, where it runs, what is remembered."""
