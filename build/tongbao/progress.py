"""The progress of a long job: a port, so that the job need not know about screens."""

from tongbao.errors import Text


class Progress:
    """Receives the progress of a job; this class shows nothing."""

    def step(self, what: Text, total: int = 0) -> None:
        """Begin a step; ``total`` is its number of things, 0 if unknown."""

    def done(self, count: int = 1) -> None:
        """Note that ``count`` more things of the step are done."""


SILENT = Progress()
"""For jobs whose progress nobody watches."""
