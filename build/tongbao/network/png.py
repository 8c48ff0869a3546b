"""Draw a network as PNG: the SVG, drawn by resvg with the fonts of this machine."""

import importlib.util

from tongbao.errors import Language, Problem, Text, UsageError

ZOOM = 2
"""So many pixels for each of the picture's: sharp on the screens and printers of today."""


def write_png(svg: str, language: Language) -> bytes:
    """Draw an SVG; raise UsageError where the library or a Chinese font is missing."""
    if importlib.util.find_spec("resvg_py") is None:
        raise UsageError(Problem("png-missing", *_NO_LIBRARY))
    import resvg_py

    if _drawn("厦") == _drawn("\U0010fffd"):  # the same box for both: no font has the first
        raise UsageError(Problem("font-missing", *_NO_FONT))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, background="white"))


def _drawn(character: str) -> bytes:
    import resvg_py

    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-size="30">{character}</text></svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=text))


_NO_LIBRARY = (
    Text("PNG needs the library resvg_py.", "PNG 需要 resvg_py 库。"),
    Text(
        "Install it with `pip install 'tongbao[png]'`, or take SVG.",
        "请用 `pip install 'tongbao[png]'` 安装，或改用 SVG。",
    ),
)
_NO_FONT = (
    Text("No font of this machine has Chinese characters.", "本机没有含汉字的字体。"),
    Text(
        "Install one (on Debian `fonts-noto-cjk` or `fonts-wqy-microhei`), or take SVG.",
        "请安装一种（Debian 上如 `fonts-noto-cjk`、`fonts-wqy-microhei`），或改用 SVG。",
    ),
)
