"""Draw a network as PNG: resvg draws the SVG with the fonts of this machine."""

import importlib.util
from typing import Any

from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.network.formats import svg
from tongbao.network.formats.format import Format
from tongbao.network.style import FONT
from tongbao.network.whole import Whole

ZOOM = 2
"""Pixels for each pixel of the SVG: enough to be sharp on today's screens and printers."""

FAMILIES = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"),
    *("WenQuanYi Zen Hei", "Droid Sans Fallback", "LXGW WenKai", "Hiragino Sans GB", "Heiti SC", "DengXian", "SimHei"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "AR PL UMing CN", "AR PL UKai CN"),
    *("AR PL SungtiL GB", "AR PL KaitiM GB"),
    *("DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial", "Helvetica", "FreeSans", "Times New Roman"),
)
"""Names of sans-serif fonts, best first. The last ones have no Chinese. But resvg looks for a missing character in all other
fonts, and draws nothing if it does not find the first font."""


def write(whole: Whole, language: Language) -> bytes:
    """Draw a network; raise UsageError where the library or a Chinese font is missing."""
    if importlib.util.find_spec("resvg_py") is None:
        raise UsageError(Problem("png-missing", *_NO_LIBRARY))
    family = chinese_family()
    if family is None:
        raise UsageError(Problem("font-missing", *_NO_FONT))
    return draw(svg.write(whole, language), family, zoom=ZOOM, background="white")


def chinese_family() -> str | None:
    """Return a font family with which this machine can draw Chinese; None where there is none."""
    return next((family for family in FAMILIES if _has_chinese(family)), None)


def _has_chinese(family: str) -> bool:
    """Return whether a character that only simplified Chinese has is drawn as itself: neither left out nor as an empty box."""
    absent, drawn = (draw(_PROBE.format(character), family) for character in ("\U0010fffd", "务"))
    return drawn not in (absent, draw(_PROBE.format(""), family))


def draw(picture: str, family: str, **how: Any) -> bytes:
    """Draw an SVG with a font family of this machine."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=picture, sans_serif_family=family, **how))


_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    f'<text y="30" font-size="30" font-family="{FONT}">{{}}</text></svg>'
)
_NO_LIBRARY = (
    Text("PNG needs the library resvg_py.", "PNG 需要 resvg_py 库。"),
    Text(
        "Install it with `pip install 'tongbao[png]'`, or use SVG.",
        "请用 `pip install 'tongbao[png]'` 安装，或改用 SVG。",
    ),
)
_NO_FONT = (
    Text("No font on this machine has Chinese characters.", "本机没有含汉字的字体。"),
    Text(
        "Install one (on Debian `fonts-noto-cjk` or `fonts-wqy-microhei`), or use SVG.",
        "请安装一种（Debian 上如 `fonts-noto-cjk`、`fonts-wqy-microhei`），或改用 SVG。",
    ),
)

FORMAT = Format("png", Text("the drawing in pixels", "位图"), "image/png", "no", write)
"""Not offered on a site: it is drawn with the fonts of one machine, and would differ on another."""
