"""The benchmark: how fast the pipeline and the questions are, beside what one would use instead.

``make bench`` runs it; ``python -m tests.benchmark --help`` tells its options.
"""
