"""The index of a document: what a web page says of it in a table or list, by the words that the sites of offices use."""

import re
from collections.abc import Iterable, Mapping

from tongbao.intake.original.words import clean, squeezed

_WORDS = (
    "索引号 信息索引号 公开目录索引号 统一编号 规范性文件编号 登记号 文号 发文字号 发布文号 公文文号 文件编号 公告号 "
    "发布机构 发文机关 发文机构 发布机关 发文单位 发布单位 制发机关 制定机关 公开机构 公开责任部门 责任部门 所属机构 信息提供单位 "
    "成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 印发日期 签发日期 发布日期 发布时间 公开日期 公开时间 公布日期 "
    "实施日期 施行日期 生效日期 生效时间 失效日期 失效时间 废止日期 废止时间 截止日期 "
    "主题分类 信息分类 公文种类 体裁分类 体裁 组配分类 服务对象分类 服务对象 主题 主题词 分类 信息类别 公开类别 文种 关键词 "
    "标题 名称 信息名称 文件名称 公文名称 文件标题 "
    "有效性 效力状态 文件状态 时效性 时效状态 效力 是否有效 公开方式 公开形式 公开范围 公开属性 公开程序 公开时限 公开条件 "
    "内容概述 来源 信息来源 文件来源 原文链接 語種 语种 "
    "索引號 文號 發文字號 發布機構 發文機關 成文日期 發布日期 主題分類 標題 發佈機構 發佈日期 公開方式"
)
KEYS = frozenset(_WORDS.split())
"""Words that name an entry of an index; other words are no index, even with a colon."""
_SPARSE = {"来源", "信息来源", "发布时间", "标题", "名称", "分类", "主题", "发布日期", "信息提供单位", "效力"}
"""Words that stand in other places too: alone they show no index."""
_ENTRY = re.compile(r"(?<![一-鿿])([一-鿿](?:[ \u3000]+[一-鿿]){1,3}|[一-鿿]{2,9})[ \u3000]*[:：]")


def key_of(text: str) -> str:
    """Return the word that names an entry, without its colon, spaces and brackets; nothing where it is none.

    >>> key_of("文　　号："), key_of("[发文机关]"), key_of("单位名称")
    ('文号', '发文机关', '')
    """
    word = squeezed(clean(text)).strip(":：[]【】")
    return word if word in KEYS else ""


def entries(text: str) -> dict[str, str]:
    """Return the entries of a text in which each word is followed by a colon and its value.

    >>> entries("来源：市政府办公室  发布时间：2024-07-15 17:40:02  浏览次数：12")
    {'来源': '市政府办公室', '发布时间': '2024-07-15 17:40:02'}
    """
    if ":" not in text and "：" not in text:  # most texts
        return {}
    found = list(_ENTRY.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    said = {key_of(one[1]): value_of(text[one.end() : end]) for one, end in zip(found, ends, strict=False)}
    return {key: value for key, value in said.items() if key and value}


def value_of(text: str) -> str:
    """Return the value of an entry: on one line, without a colon before it."""
    return " ".join(clean(text).split()).lstrip(":： ")


def is_index(keys: Iterable[str]) -> bool:
    """Return whether words name the entries of an index: at least two, and one that stands nowhere else."""
    words = set(keys)
    return len(words) > 1 and bool(words - _SPARSE)


def merged(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Put indexes together; what comes first counts."""
    said: dict[str, str] = {}
    for part in parts:
        for key, value in part.items():
            said.setdefault(key, value)
    return said
