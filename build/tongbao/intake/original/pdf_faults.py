"""What can be wrong with a PDF, in words that say what to do."""

from collections.abc import Iterable
from pathlib import Path

from tongbao import limits, paths
from tongbao.errors import Place, Problem, Text, UsageError


def fault(code: str, what: Text, cure: Text, file: Path) -> UsageError:
    """Return the error for one thing that is wrong with a file."""
    return UsageError(Problem(code, what, cure, Place(file)))


def broken(file: Path, why: str) -> UsageError:
    """Return the error for a file that is no PDF inside, or only part of one; ``why`` is short."""
    what = Text(f"The PDF is damaged or incomplete ({why}).", f"PDF 文件已损坏或不完整（{why}）。")
    return fault("broken-file", what, _FETCH_AGAIN, file)


def encrypted(file: Path) -> UsageError:
    """Return the error for a PDF that opens only with a password."""
    what = Text("The PDF opens only with a password.", "PDF 文件需要密码才能打开。")
    cure = Text("Save a copy without the password, and draft from that.", "请另存一份不带密码的副本后再试。")
    return fault("encrypted", what, cure, file)


def too_large(file: Path, en: str, zh: str) -> UsageError:
    """Return the error for a PDF with more of something than is read: ``en`` as in *more than 500 pages*."""
    cure = Text(
        "Keep only the pages of the notice and its annexes in the file, and try again.",
        "请只保留通知正文及附件所在的页面后重试。",
    )
    return fault("too-large", Text(f"The PDF has {en}.", f"PDF 文件{zh}。"), cure, file)


def too_many_pages(file: Path) -> UsageError:
    """Return the error for a PDF with too many pages."""
    return too_large(file, f"more than {limits.PDF_PAGES} pages", f"超过 {limits.PDF_PAGES} 页")


def too_many_characters(file: Path) -> UsageError:
    """Return the error for a PDF with too many characters."""
    most = limits.PDF_CHARACTERS
    return too_large(file, f"more than {most:,} characters", f"超过 {most:,} 个字符")


def too_many_lines(file: Path, page: int) -> UsageError:
    """Return the error for a page with too many drawn lines."""
    most = limits.PDF_LINES
    return too_large(file, f"more than {most:,} lines drawn on page {page}", f"第 {page} 页的线条超过 {most:,} 条")


def scan(file: Path, pages: Iterable[int]) -> UsageError:
    """Return the error for pages that are pictures of text."""
    which = _pages(pages)
    what = Text(
        f"Page {which} is a picture of text (a scan): it holds no characters to read.",
        f"第 {which} 页是扫描图像，没有可读取的文字。",
    )
    return fault("scan", what, RECOGNISE, file)


def empty(file: Path) -> UsageError:
    """Return the error for a PDF without any text."""
    what = Text("The PDF holds no text.", "PDF 文件中没有文字。")
    return fault("no-text", what, _FETCH_AGAIN, file)


def no_unicode(file: Path, unknown: int, characters: int) -> UsageError:
    """Return the error for a PDF whose fonts do not say which characters they draw."""
    what = Text(
        f"The fonts of the PDF do not say which characters they draw: {unknown:,} of {characters:,} are unknown.",
        f"PDF 字体缺少文字编码信息：{characters:,} 个字符中有 {unknown:,} 个无法识别。",
    )
    return fault("no-unicode", what, RECOGNISE, file)


def turned(file: Path, pages: Iterable[int]) -> UsageError:
    """Return the error for pages whose text runs from top to bottom."""
    which = _pages(pages)
    what = Text(f"The text of page {which} stands on its side.", f"第 {which} 页的文字方向为横置。")
    cure = Text("Rotate these pages, save the PDF, and try again.", "请将这些页面旋转为正向并保存后再试。")
    return fault("turned-text", what, cure, file)


def columns_lost(file: Path, page: int) -> UsageError:
    """Return the error for a table without rules whose cells run over several lines."""
    what = Text(
        f"Page {page} has a table without lines between its cells: where a cell ends cannot be told.",
        f"第 {page} 页的表格没有框线，无法判断各单元格的边界。",
    )
    cure = Text(
        "Draft from the DOCX or HTML file of the notice, or from a PDF whose tables have lines.",
        "请使用该文件的 DOCX 或 HTML 版本，或表格带框线的 PDF。",
    )
    return fault("columns-lost", what, cure, file)


def _pages(pages: Iterable[int]) -> str:
    """Write page numbers in short: ``1–3, 7``.

    >>> _pages([1, 2, 3, 7])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in runs)


RECOGNISE = Text(
    "Ask the office for the DOCX or HTML file, or the PDF made from it. Otherwise draft with the option --ocr: it recognises the"
    f" words, and asks you to compare them with the pages. It needs the extra tongbao[ocr]: {paths.extra('ocr')}",
    "请向发文机关索取 DOCX、HTML 文件或由其生成的 PDF；否则使用 --ocr 选项识别文字，并须与页面核对。"
    f"该选项需要扩展 tongbao[ocr]：{paths.extra('ocr')}",
)
"""What to do about pages whose words have to be recognised, where nobody asked for that."""
_FETCH_AGAIN = Text(
    "Fetch the file again; if it stays so, open it in a browser, print it to a new PDF, and draft from that.",
    "请重新下载；若仍如此，请用浏览器打开并打印为新的 PDF 后再试。",
)
