"""What engines find, and what keeps a dataset from being loaded: one of each kind."""

from pathlib import Path
from typing import Any

from tests.validate.example import ID, SHAPES, TB

from tongbao.errors import Place, Problem, Text
from tongbao.validate import Finding

FILE = Path("data/notices/2023/n 1.yaml")


def finding(name: str, severity: Any = "Violation", **facts: Any) -> Finding:
    return Finding(
        **{
            "focus": f"{ID}measure/n1/m1",
            "path": f"<{TB}position>",
            "component": "MaxCountConstraintComponent",
            "value": None,
            "shape": SHAPES + name,
            "severity": severity,
            "message": Text("A measure has “one” position.", "每项举措有一个序号。"),
            "cure": Text("Write it once.", "请只写一次。"),
            "place": Place(FILE, 12, 7),
        }
        | facts
    )


FINDINGS = [
    finding("Measure-position"),
    finding("Measure-position", focus=f"{ID}measure/n1/m2", place=Place(FILE, 3, 5)),
    finding("Unit-not-its-own-parent", path="(x)", value='"a\\n\\"b\\""', place=None),
    finding("Unit-other-names", "Warning", value='"甲"@zh', place=Place(FILE)),
    finding("Notice-position", "Info", path="", value=f"<{ID}annex/n1/1>", focus=f"{ID}notice/n1"),
]


PROBLEMS = [
    Problem(
        "not-utf-8", Text('Byte 0xce is "bad".', "字节 0xce 有误。"), Text("Save it.", "请另存。"), Place(FILE, 3, 5)
    ),
    Problem("unknown-unit", Text("No such unit.", "没有该单位。"), None, Place(FILE)),
    Problem("not-utf-8", Text("Nowhere.", "无处。")),
]
