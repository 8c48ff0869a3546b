"""What is said of proposals that are refused: what is wrong, and the cure."""

from tongbao.errors import Text

MAX_UNITS = 5_000
"""More records than one notice states, or anybody could settle."""

NO_MAPPING = (
    Text("Expected a mapping (key: value) here.", "此处应为映射（键: 值）。"),
    Text(
        'Propose a notice, or parts of one: {"measures": […]}; the schema says which.',
        '请写一份公文或其一部分，如 {"measures": […]}；格式见 JSON Schema。',
    ),
)
NO_MEASURE = (
    Text("It is not clear to which measure of the draft this belongs.", "无法确定这属于草稿中的哪项举措。"),
    Text(
        "Give the measure's number or title as printed under `measure`; where numbers begin again, also the `annex`.",
        "请在 `measure` 下照录举措的序号或标题；序号重新起算的，另写 `annex`。",
    ),
)
TOO_MANY = (
    Text(f"The file proposes more than {MAX_UNITS:,} records.", f"文件提出的记录超过 {MAX_UNITS:,} 条。"),
    Text("Propose what one notice states.", "请只写一份公文的内容。"),
)


def unknown_key(key: str) -> tuple[Text, Text]:
    """Return that a key is not one of the notice."""
    shown = repr(key[:60])
    return (
        Text(f"The key {shown} is unknown here.", f"此处没有名为 {shown} 的键。"),
        Text("KEYS.md lists the keys.", "KEYS.md 列有各键。"),
    )


def unsaid(key: str) -> tuple[Text, Text]:
    """Return that no words of the text say what is under a key."""
    return (
        Text(f"{key!r} is not said by words of the text.", f"{key!r} 没有原文文字为据。"),
        Text("Write it into the notice yourself, if you know it.", "确知的，请自行写入公文。"),
    )


def of_draft(key: str) -> tuple[Text, Text]:
    """Return that the draft itself writes a key."""
    return (
        Text(f"{key!r} is written by the draft; another is proposed.", f"{key!r} 由草稿写定，此处另有提议。"),
        Text(
            "Leave it out; --id and --place set those of the draft.",
            "请删去；草稿的标识和地区可用 --id、--place 指定。",
        ),
    )


def twice(line: int) -> tuple[Text, Text]:
    """Return that a line proposes the same."""
    return (
        Text(f"This is proposed already on line {line}.", f"第 {line} 行已有此项提议。"),
        Text("Keep one of the two.", "请保留其一。"),
    )


def departs(key: str) -> tuple[Text, Text]:
    """Return that a key departs from the words on purpose."""
    return (
        Text(
            f"{key!r}: only a person may say that a record departs from the words, or how sure it is.",
            f"{key!r}：有意不同于原文，以及确定程度，只能由人注明。",
        ),
        Text("Propose what the words say, without this key.", "请按原文提出，不写此键。"),
    )


def renames(name: str, printed: str) -> tuple[Text, Text]:
    """Return that a name is not the printed one."""
    return (
        Text(
            f"The name “{name[:40]}” is not the printed one, “{printed[:40]}”.",
            f"名称“{name[:40]}”与原文“{printed[:40]}”不同。",
        ),
        Text("Propose the name as printed, alone.", "请只写原文中的名称。"),
    )


def not_there(words: str) -> tuple[Text, Text]:
    """Return that words are not in the text."""
    shown = words if len(words) <= 40 else words[:40] + "…"
    return (
        Text(f"These words are not in the source: “{shown}”.", f"原文中没有这段文字：“{shown}”。"),
        Text("Copy the words from the source text, punctuation included.", "请从原文复制，连同标点。"),
    )


def elsewhere(words: str) -> tuple[Text, Text]:
    """Return that words are not in the text of a measure."""
    shown = words if len(words) <= 40 else words[:40] + "…"
    return (
        Text(f"These words are not in the text of the measure: “{shown}”.", f"该举措的原文中没有这段文字：“{shown}”。"),
        Text("Quote words of the measure that states it, exactly.", "请逐字引用载明此事的举措原文。"),
    )


ROLE = (
    Text("Nothing tells what these units are.", "未说明这些单位的角色。"),
    Text(
        "Add `unit-role: {role, basis, quote}` with the words that tell it.",
        "请添加 `unit-role: {role, basis, quote}`，并引用载明角色的文字。",
    ),
)
ORPHAN = (
    Text("What this belongs to is refused.", "其所属的举措或附件未获采用。"),
    Text("Correct that first.", "请先改正所属的举措或附件。"),
)
UNSETTLED = (
    Text("These proposals contradict one another again and again.", "各项提议之间互相矛盾，无法确定。"),
    Text("Propose fewer at a time.", "请减少每次提出的内容。"),
)
