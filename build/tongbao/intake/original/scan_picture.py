"""A page as a picture: drawn from a PDF or taken from a picture file, set upright, and its ruled lines apart from its text."""

import logging
import math
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from tongbao import limits
from tongbao.load.positions import Box

LONG_SIDE = 842.0
"""How long the longer side of a picture is taken to be, in points: that of A4. What a picture says of its resolution is often wrong."""
_PIXELS = 2000
"""How many pixels the longer side of a page has when it is read: more take longer, and fewer lose strokes."""
_SKEW = 5.0
"""How far askew, in degrees, a page may lie."""
_STRAIGHT = 0.15
_RULE_ACROSS, _RULE_DOWN = 34.0, 19.0
"""How long a ruled line is at least, in points: longer than a stroke of a character. A row is lower than a column is wide."""
_LONG = 90.0
"""What is longer than this, in points, is no stroke of a character."""
_NEAR = 2.0
"""How near two lines are, in points, to meet."""
_LETTER = 8.0
"""How far apart letters of a word are at most, in points."""
_MARGIN = 0.02
"""The part of a page at its edges on which the paper ends and no text stands."""
_INK = 4.0
"""How much ink a character has at least, in square points: specks have less."""
_LOWEST, _HIGHEST = 5.5, 60.0
"""How high text is, in points: lower are dots and commas, higher seals."""

Pixels = Any
"""A picture as an array of numpy: rows, columns, and red, green and blue."""


class TooManyPixels(Exception):
    """A picture is larger than what is read."""


class Rule(NamedTuple):
    """A ruled line: a rectangle in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass
class Picture:
    """A page as it is read."""

    pixels: Pixels
    seen: Box
    """What of the page it shows, in points."""
    angle: float = 0.0
    """By how many degrees it was turned to lie straight."""

    @property
    def scale(self) -> float:
        """How many pixels are a point."""
        return float(self.pixels.shape[1] / (self.seen.right - self.seen.left))

    def straightened(self) -> "Picture":
        """Return the page with its lines level, where it lies a little askew."""
        import cv2

        angle = _skew(ink_of(self.pixels))
        if abs(angle) < _STRAIGHT:
            return self
        height, width = self.pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        white = (255, 255, 255)
        return Picture(cv2.warpAffine(self.pixels, turn, (width, height), borderValue=white), self.seen, angle)


def size_of(pixels: Pixels, number: int) -> Box:
    """Return how large a picture is as a page, in points."""
    height, width = pixels.shape[:2]
    scale = LONG_SIDE / max(height, width)
    return Box(number, 0.0, 0.0, round(width * scale, 2), round(height * scale, 2))


def turned_back(box: Box, seen: Box, angle: float) -> Box:
    """Return a place on a page as it was before it was straightened: a rectangle of the same size about the same point.

    >>> turned_back(Box(1, 90, 40, 110, 60), Box(1, 0, 0, 200, 100), 90)
    Box(page=1, left=90.0, top=40.0, right=110.0, bottom=60.0)
    """
    middle = (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2
    across, down = (box.left + box.right) / 2 - middle[0], (box.top + box.bottom) / 2 - middle[1]
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = middle[0] + across * cos - down * sin, middle[1] + across * sin + down * cos
    width, height = (box.right - box.left) / 2, (box.bottom - box.top) / 2
    return Box(box.page, *(round(side, 2) for side in (x - width, y - height, x + width, y + height)))


# --- where pictures come from ---------------------------------------------------------------------


def drawn(data: bytes, number: int, pixels: float = _PIXELS) -> Pixels:
    """Draw a page of a PDF."""
    import numpy
    from pypdfium2 import PdfDocument

    page = PdfDocument(data)[number - 1]
    picture = page.render(scale=pixels / max(*page.get_size(), 1)).to_pil().convert("RGB")
    return numpy.array(picture)


def frames(data: bytes) -> int:
    """Return how many pictures a file holds: a TIFF may hold several pages."""
    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        return int(getattr(picture, "n_frames", 1))


def opened(data: bytes, number: int, pixels: float = _PIXELS) -> Pixels:
    """Return a picture of a file, upright as its camera says; raise TooManyPixels where it is too large."""
    import numpy
    from PIL import Image, ImageOps

    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    Image.MAX_IMAGE_PIXELS = None  # ours is checked before anything is unpacked
    with Image.open(BytesIO(data)) as picture:
        picture.seek(number - 1)
        if picture.width * picture.height > limits.SCAN_PIXELS:
            raise TooManyPixels
        upright = ImageOps.exif_transpose(picture)
        shown = Image.new("RGB", upright.size, "white")  # what is transparent shows the paper
        rgba = upright.convert("RGBA")
        shown.paste(rgba, mask=rgba)
    scale = pixels / max(shown.size)
    return numpy.array(shown.resize((max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))))


# --- ink and ruled lines --------------------------------------------------------------------------


def ink_of(pixels: Pixels) -> Pixels:
    """Return where a page is printed: 255 there, else 0; shadows of a photograph are none."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 20)


def rules_of(ink: Pixels, scale: float) -> tuple[list[Rule], list[Rule]]:
    """Return the ruled lines across and down a page: they are long, or meet others; strokes of large characters do not."""
    across, down = _runs(ink, (round(_RULE_ACROSS * scale), 1)), _runs(ink, (1, round(_RULE_DOWN * scale)))
    near, long = _NEAR * scale, _LONG * scale
    down = [one for one in down if sum(_meet(other, one, near) for other in across) >= (1 if one.height > long else 2)]
    return [one for one in across if one.width > long or any(_meet(one, other, near) for other in down)], down


def _meet(across: Rule, down: Rule, near: float) -> bool:
    """Tell whether a line across and a line down touch."""
    is_beside = across.left - near < down.left + down.width and down.left < across.left + across.width + near
    return is_beside and down.top - near < across.top + across.height and across.top < down.top + down.height + near


def _runs(ink: Pixels, size: tuple[int, int]) -> list[Rule]:
    import cv2

    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    long = cv2.morphologyEx(mended, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    _, _, found, _ = cv2.connectedComponentsWithStats(long)
    thick = max(size) / 3  # what is thicker is a picture, or a bar
    return [Rule(*map(int, one[:4])) for one in found[1:] if min(one[2], one[3]) < thick]


def left_over(ink: Pixels, taken: list[Rule], scale: float) -> list[Rule]:
    """Return where there is ink of the height of text outside of places that are taken; not at the edge of the paper."""
    import cv2

    left = without(ink, taken, 0)
    margin = round(_MARGIN * max(left.shape))
    left[:margin], left[-margin:], left[:, :margin], left[:, -margin:] = 0, 0, 0, 0
    size = (max(1, round(_LETTER * scale)), max(1, round(_LETTER * scale / 4)))
    joined = cv2.dilate(left, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    lowest, highest = _LOWEST * scale + size[1], _HIGHEST * scale + size[1]
    places = [Rule(*map(int, one[:4])) for one in found[1:] if lowest <= one[3] <= highest]
    return [place for place in places if (_within(left, place) > 0).sum() >= _INK * scale**2]


def _within(pixels: Pixels, place: Rule) -> Pixels:
    return pixels[place.top : place.top + place.height, place.left : place.left + place.width]


def without(pixels: Pixels, rules: list[Rule], paper: int | tuple[int, int, int]) -> Pixels:
    """Return a picture in which ruled lines are as white as paper, a pixel around them too."""
    cleared = pixels.copy()
    for rule in rules:
        top, left = max(rule.top - 1, 0), max(rule.left - 1, 0)
        cleared[top : rule.top + rule.height + 1, left : rule.left + rule.width + 1] = paper
    return cleared


def _skew(ink: Pixels) -> float:
    """Return by how many degrees a page has to be turned: then its lines and the white between them differ most."""
    import cv2
    import numpy

    small = cv2.resize(ink, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    height, width = small.shape

    def contrast(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(small, turn, (width, height)).sum(axis=1, dtype=float)
        return float((numpy.diff(rows) ** 2).sum())

    coarse = max(numpy.arange(-_SKEW, _SKEW + 0.1, 0.5), key=contrast)
    best = max(numpy.arange(coarse - 0.4, coarse + 0.5, 0.1), key=contrast)
    return float(best) if contrast(best) > 1.05 * contrast(0.0) else 0.0
