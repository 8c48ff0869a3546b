"""Answer questions about a build: where queries run, what they may do, and how answers are written."""
