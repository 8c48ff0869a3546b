"""Check that the keys of an outcome fit one another, whatever the source says."""

from collections.abc import Iterator

from tongbao.errors import Text
from tongbao.load.outcomes import Fault
from tongbao.model import Outcome


def key_faults(record: Outcome) -> Iterator[Fault]:
    """Yield where a key of an outcome is missing, or stands beside one that rules it out."""
    if record.nature == "outcome" and record.realisation is None:
        yield Fault("realisation", "realisation-missing", *_REALISATION)


_REALISATION = (
    Text("The outcome does not say whether it has been reached.", "该成效未写明是否已达到。"),
    Text(
        "Add `realisation: …` as the words say; where the figure is no outcome, write `nature:` scope, design, context or input.",
        "请按文意添加 `realisation: …`；数字不属成效的，写 `nature:` 为 scope、design、context 或 input。",
    ),
)
