"""How far a long job has come: a port, so that the job knows nothing of screens."""

from tongbao.errors import Text


class Progress:
    """Hears how far a job has come; this one keeps it to itself."""

    def step(self, what: Text, total: int = 0) -> None:
        """Begin a step, of so many things where that is known."""

    def done(self, count: int = 1) -> None:
        """Note that so many things of the step are done."""


SILENT = Progress()
"""For those whom nobody watches."""
