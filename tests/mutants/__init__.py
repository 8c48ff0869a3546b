"""Whether the tests notice faults: ``python -m tests.mutants`` sows each of ``faults.yaml`` in a copy and runs them."""
