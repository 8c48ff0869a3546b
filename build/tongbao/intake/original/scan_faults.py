"""What can be wrong with a scan, in words that say what to do."""

from pathlib import Path

from tongbao import limits, paths
from tongbao.errors import Text, UsageError
from tongbao.intake.original.pdf_faults import RECOGNISE, fault, too_large


def not_installed(file: Path) -> UsageError:
    """Return the error where the extra that reads scans is not there."""
    command = paths.extra("ocr")
    what = Text("Reading a scan needs the extra tongbao[ocr].", "识别扫描件需要扩展 tongbao[ocr]。")
    return fault("not-installed", what, Text(f"Install it: {command}", f"请安装：{command}"), file)


def no_models(file: Path) -> UsageError:
    """Return the error where the models are not in the package that recognises text: none is fetched."""
    command = f"{paths.extra('ocr')} --force-reinstall"
    what = Text("The package rapidocr is here without its models.", "程序包 rapidocr 缺少识别模型。")
    return fault("not-installed", what, Text(f"Install it again: {command}", f"请重新安装：{command}"), file)


def picture(file: Path) -> UsageError:
    """Return the error for a picture, where nobody asked to have it read."""
    what = Text("This is a picture: it holds no characters to read.", "这是图片，没有可读取的文字。")
    return fault("image", what, RECOGNISE, file)


def other_picture(file: Path) -> UsageError:
    """Return the error for a picture of a kind that is not read."""
    what = Text(
        "This is a picture of a kind that is not read: PNG, JPEG and TIFF are.",
        "暂不支持这种图片格式；可识别 PNG、JPEG、TIFF。",
    )
    cure = Text(
        "Give the PDF, DOCX or HTML that the office published; or save the picture as PNG, and draft with --ocr.",
        "请改用机关发布的 PDF、DOCX 或 HTML 文件；或将图片另存为 PNG，再用 --ocr 选项生成草稿。",
    )
    return fault("image", what, cure, file)


def broken(file: Path, page: int, why: str) -> UsageError:
    """Return the error for a picture whose bytes do not follow its format; ``why`` is short."""
    what = Text(
        f"The picture of page {page} is damaged or incomplete ({why}).", f"第 {page} 页的图像已损坏或不完整（{why}）。"
    )
    cure = Text("Fetch the file again, or scan the page again.", "请重新下载，或重新扫描该页。")
    return fault("broken-file", what, cure, file)


def too_many_pages(file: Path) -> UsageError:
    """Return the error for a file with too many pages to recognise."""
    most = limits.SCAN_PAGES
    return too_large(file, f"more than {most} scanned pages", f"的扫描页超过 {most} 页")


def too_many_pixels(file: Path) -> UsageError:
    """Return the error for a picture with too many pixels."""
    most = limits.SCAN_PIXELS // 1_000_000
    what = Text(f"The picture has more than {most} million pixels.", f"图片超过 {most // 100} 亿像素。")
    cure = Text("Save it at 200 to 300 dots per inch.", "请以 200–300 dpi 的分辨率另存。")
    return fault("too-large", what, cure, file)


def too_many_rules(file: Path, page: int) -> UsageError:
    """Return the error for a page that is full of lines."""
    what = Text(
        f"Page {page} is full of lines: it is a drawing or a photograph.", f"第 {page} 页布满线条，应为图画或照片。"
    )
    cure = Text("Give the pages of text only, scanned in black and white.", "请只提供文字页面，并以黑白方式扫描。")
    return fault("too-large", what, cure, file)


def no_words(file: Path) -> UsageError:
    """Return the error where nothing is recognised on any page."""
    what = Text("No words are recognised on the pages.", "页面中未识别出文字。")
    cure = Text("Check that the pages stand upright, or scan them again.", "请确认页面方向正确，或重新扫描。")
    return fault("no-text", what, cure, file)
