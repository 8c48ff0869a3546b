"""Check that a date of a record exists."""

from collections.abc import Callable
from datetime import date

from tongbao.errors import Text
from tongbao.load.reader import Path_


def check_day(note: Callable[[str, Text, Text, Path_], None], value: str | None, path: Path_) -> bool:
    """Report a date that does not exist; return whether there is such a day, month or year."""
    if value is None:
        return False
    try:
        date(*[*map(int, value.split("-")), 1, 1][:3])
    except ValueError:
        what = Text(f"There is no date {value}.", f"不存在日期 {value}。")
        note("impossible-date", what, Text("Write year-month-day.", "请按 年-月-日 书写。"), path)
        return False
    return True
