"""Recognise the words of one page of a scan: done in a process of its own, a page each."""

import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pdfplumber.container import Container
from pdfplumber.table import TableFinder, TableSettings

from tongbao import limits
from tongbao.intake.original import scan_faults
from tongbao.intake.original.pdf_page import Page
from tongbao.intake.original.pdf_tables import ruled_tables
from tongbao.intake.original.scan_lines import Recognised, cleaned, signs_of
from tongbao.intake.original.scan_picture import (
    Picture,
    Pixels,
    Rule,
    TooManyPixels,
    drawn,
    ink_of,
    left_over,
    opened,
    rules_of,
    size_of,
    without,
)
from tongbao.load.positions import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

_SURE = 0.9
"""A line is asked about where the recogniser is less sure of a character than this."""
_LIKELY = 0.8
"""Ink outside the lines that were found is text where the recogniser is at least so sure of it."""
_MOST_LEFT = 100
"""At how many such places a page is read."""
_TURNED = 1.5
"""A line that is so much higher than wide runs from top to bottom."""


def recognised(data: bytes, file: Path, kind: str, page: Page) -> Page:
    """Return a page with the words that are recognised in its picture; raise UsageError where it cannot be read."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        pixels = drawn(data, page.number) if kind == "pdf" else opened(data, page.number)
    except TooManyPixels:
        raise scan_faults.too_many_pixels(file) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise scan_faults.broken(file, page.number, type(error).__name__) from None
    picture = Picture(pixels, page.seen if kind == "pdf" else size_of(pixels, page.number)).straightened()
    return _read(picture, file)


def _read(picture: Picture, file: Path) -> Page:
    seen, scale = picture.seen, picture.scale
    ink = ink_of(picture.pixels)
    across, down = rules_of(ink, scale)
    if len(across) + len(down) > limits.PDF_LINES:
        raise scan_faults.too_many_rules(file, seen.page)
    rules = [*across, *down]
    ink = without(ink, rules, 0)
    lines, is_whole = _all_lines(without(picture.pixels, rules, (255, 255, 255)), ink, scale, file)
    signs = [sign for line in lines for sign in signs_of(line, ink, scale, seen)]
    page = Page(seen.page, seen.right - seen.left, seen.bottom - seen.top, seen, signs, [])
    page.is_turned = _are_turned(lines)
    page.is_recognised, page.angle = True, picture.angle
    page.is_whole = is_whole
    page.doubts = tuple(line.text for line in lines if line.text and line.sureness < _SURE)
    page.tables, page.signs = ruled_tables(cast("PlumberPage", _Drawn(seen, across, down, scale)), signs)
    return page


def _are_turned(lines: Iterable[Recognised]) -> bool:
    """Tell whether most lines of several characters run from top to bottom."""
    longer = [line for line in lines if len(line.text) > 2]
    turned = [line for line in longer if line.bottom - line.top > _TURNED * (line.right - line.left)]
    return 2 * len(turned) > len(longer)


class _Drawn(Container):
    """The ruled lines of a scan in the form in which pdfplumber finds tables between them."""

    def __init__(self, seen: Box, across: list[Rule], down: list[Rule], scale: float) -> None:
        self.page_number = seen.page
        self.bbox = (seen.left, seen.top, seen.right, seen.bottom)
        level = [
            (rule.left, rule.top + rule.height / 2, rule.left + rule.width, rule.top + rule.height / 2)
            for rule in across
        ]
        upright = [
            (rule.left + rule.width / 2, rule.top, rule.left + rule.width / 2, rule.top + rule.height) for rule in down
        ]
        self._lines = [_line(sides, seen, scale) for sides in (*level, *upright)]

    @property
    def objects(self) -> dict[str, list[dict[str, Any]]]:
        """Return what is drawn on the page."""
        return {"line": self._lines}

    def filter(self, _: object) -> "_Drawn":
        """Return the same: there are ruled lines only."""
        return self

    def find_tables(self, settings: dict[str, Any]) -> list[Any]:
        """Return the tables that the lines form."""
        return TableFinder(cast("PlumberPage", self), TableSettings.resolve(settings)).tables


def _line(sides: tuple[float, float, float, float], seen: Box, scale: float) -> dict[str, Any]:
    left, top, right, bottom = (
        side / scale + start for side, start in zip(sides, (seen.left, seen.top) * 2, strict=True)
    )
    places = {"x0": left, "top": top, "x1": right, "bottom": bottom, "width": right - left, "height": bottom - top}
    return {"object_type": "line", "orientation": "h" if top == bottom else "v", **places}


# --- the recogniser -------------------------------------------------------------------------------


def _all_lines(pixels: Pixels, ink: Pixels, scale: float, file: Path) -> tuple[list[Recognised], bool]:
    """Return the lines on a page, and whether all ink that looks like text was read.

    The recogniser looks for lines first, and overlooks short ones: a number alone in a cell, 附件 at the top of a page.
    """
    recogniser = _recogniser(file)
    pixels = pixels[:, :, ::-1].copy()  # blue, green, red
    lines = list(_lines(pixels, recogniser))
    taken = [Rule(*map(round, (line.left, line.top, line.right - line.left, line.bottom - line.top))) for line in lines]
    places = left_over(ink, taken, scale)
    found = [_line_at(pixels, place, recogniser) for place in places[:_MOST_LEFT]]
    more = [line for line in found if line and line.sureness >= _LIKELY]
    return [*lines, *more], len(more) == len(places)


def _line_at(pixels: Pixels, place: Rule, recogniser: Any) -> Recognised | None:
    """Return what is read at a place; None for nothing, and for a stroke that may be any sign."""
    left, top, right, bottom = place.left, place.top, place.left + place.width, place.top + place.height
    read = recogniser(pixels[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2], use_det=False)
    text = cleaned(read.txts[0]) if read.txts else ""
    if not any(sign.isalnum() for sign in text) or text == "一":
        return None
    return Recognised(text, left, top, right, bottom, (), float(read.scores[0]))


def _lines(pixels: Pixels, recogniser: Any) -> Iterator[Recognised]:
    """Yield the lines that are found in a picture."""
    read = recogniser(pixels, return_word_box=True, return_single_char_box=True)
    if read.boxes is None or read.txts is None:
        return
    for corners, text, score, words in zip(read.boxes, read.txts, read.scores, read.word_results, strict=False):
        across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        left, right = (across[0] + across[3]) / 2, (across[1] + across[2]) / 2
        top, bottom = (down[0] + down[1]) / 2, (down[2] + down[3]) / 2
        own = [word for word in words if word[0].strip()]
        text = cleaned(text)
        middles = tuple((float(box[0][0]) + float(box[1][0])) / 2 for _, _, box in own)
        named = [float(sure) for sign, sure, _ in own if sign.isalnum()]
        yield Recognised(text, left, top, right, bottom, middles, min(named, default=float(score)))


def _recogniser(file: Path) -> Any:
    """Return the recogniser with the models in its package; it would fetch others from the network."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(limits.SCAN_THREADS)
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    models = {key: sorted(folder.glob(f"*_{key.lower()}_*.onnx")) for key in ("Det", "Cls", "Rec")}
    if not all(models.values()):
        raise scan_faults.no_models(file)
    params: dict[str, Any] = {f"{key}.model_path": str(found[0]) for key, found in models.items()}
    # no classifier: it turns single lines upside down; all lines are kept, and those that are not sure asked about
    params |= {"Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.0}
    threads = min(limits.SCAN_THREADS, os.cpu_count() or 1)
    return RapidOCR(params=params | {"EngineConfig.onnxruntime.intra_op_num_threads": threads})
