"""Check that the keys of an outcome fit one another, whatever the source says."""

from collections.abc import Iterator

from tongbao.errors import Text
from tongbao.load.outcomes import Fault
from tongbao.model import ActFigure, Outcome


def key_faults(record: Outcome) -> Iterator[Fault]:
    """Yield where a key of an outcome is missing, or stands beside one that rules it out."""
    if record.nature == "conduct" and not isinstance(record, ActFigure):
        yield Fault("nature", "nature-of-acts", *_OF_ACTS)
    if record.nature == "outcome" and record.realisation is None:
        yield Fault("realisation", "realisation-missing", *_REALISATION)
    if record.out_of is not None:
        if record.reading != "rank":
            yield Fault("out-of", "out-of-without-rank", *_OUT_OF)
        elif any(each and each.number > record.out_of for each in (record.value, record.before, record.after)):
            yield Fault("out-of", "rank-beyond", *_BEYOND)


_OF_ACTS = (
    Text("Only a figure of an act of praise or criticism tells of conduct.", "只有表扬、批评中的数字才说明表现。"),
    Text("Write outcome, scope, design, context or input.", "请写 outcome、scope、design、context 或 input。"),
)
_OUT_OF = (
    Text("Only a rank says among how many it is.", "只有位次才说明共有多少个参评。"),
    Text("Write `reading: rank`, or remove `out-of`.", "请写 `reading: rank`，或删去 `out-of`。"),
)
_BEYOND = (
    Text("The rank is beyond the number of those ranked.", "位次超出参评总数。"),
    Text("Compare the rank and `out-of` with the source.", "请对照原文核对位次与 `out-of`。"),
)
_REALISATION = (
    Text("The outcome does not say whether it has been reached.", "该成效未写明是否已达到。"),
    Text(
        "Add `realisation: …` as the words say; where the figure is no outcome, write `nature:` scope, design, context or input.",
        "请按文意添加 `realisation: …`；数字不属成效的，写 `nature:` 为 scope、design、context 或 input。",
    ),
)
