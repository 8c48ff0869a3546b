"""What is wrong with a quotation that cannot be placed, or with a list of names, and what to do."""

from tongbao.errors import Text


def clip(text: str) -> str:
    """Shorten words to what a message shows."""
    return text if len(text) <= 40 else text[:40] + "…"


def tail(text: str) -> str:
    """Shorten words to their end."""
    return text if len(text) <= 24 else "…" + text[-24:]


def elsewhere(needle: str, line: int) -> tuple[Text, Text]:
    """Say that the words stand elsewhere."""
    return (
        Text(
            f"These words are on line {line} of the source, not where they should be: “{clip(needle)}”.",
            f"这段文字在原文第 {line} 行，不在应在之处：“{clip(needle)}”。",
        ),
        Text(
            "Keep the order of the source (title, lead cell, description), or quote the right words.",
            "请按原文顺序（标题、单位栏、做法）书写，或改引相应的文字。",
        ),
    )


def after(words: str, times: int) -> tuple[Text, Text]:
    """Say that the words that must come before are not there, or more than once."""
    return (
        Text(
            f"The words of `after` occur {times} times here, or not before the quotation: “{clip(words)}”.",
            f"`after` 的文字在此范围内出现 {times} 次，或不在引文之前：“{clip(words)}”。",
        ),
        Text("Give words that occur once, before the quotation.", "请给出引文之前、且只出现一次的文字。"),
    )


def too_many(nth: int, count: int) -> tuple[Text, Text]:
    """Say that the words do not occur so often."""
    return (
        Text(f"Occurrence {nth} is asked for, but there are only {count}.", f"要求第 {nth} 处，但只有 {count} 处。"),
        Text("Count from 1, within the measure first.", "从1数起，先在本举措范围内数。"),
    )


def not_printed(name: str, rest: str) -> tuple[Text, Text]:
    """Say that a name is not printed here."""
    return (
        Text(f"“{name}” is not printed here.", f"此处没有“{name}”。"),
        Text(
            f"The text goes on with “{clip(rest)}”. Write {{unit: …, printed: …}} with the words as printed, in order.",
            f"此处之后是“{clip(rest)}”。请按原文顺序写 {{unit: …, printed: …}}。",
        ),
    )


def between(words: str, name: str) -> Text:
    """Say which words before a name belong to none."""
    return Text(
        f"Before “{name}” there is “{clip(words)}”, which belongs to no listed name.",
        f"“{name}”之前有未列出的文字“{clip(words)}”。",
    )


UNIT = Text(
    "Add the missing unit, or correct the order or the printed form.", "请补上缺少的单位，或改正顺序或原文写法。"
)
POST = Text(
    "Write a person's post with the name, {person: …, printed: post and name}; or add the missing recipient.",
    "属职务的，请连同姓名写入 `printed`：{person: …, printed: 职务和姓名}；否则请补上缺少的对象。",
)


def rest(words: str) -> tuple[Text, Text]:
    """Say which words are left over."""
    return (
        Text(f"The words “{clip(words)}” are left over.", f"尚有文字“{clip(words)}”未列出。"),
        Text(
            "Add the missing units; if the list is open (等), record that.",
            "请补上缺少的单位；名单未列尽（有“等”字）的，请注明。",
        ),
    )
