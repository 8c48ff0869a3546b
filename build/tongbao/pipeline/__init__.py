"""From the files of a dataset to validated parts: the work on each notice, where it runs, and the state that is kept."""
