"""PDFs whose tree of pages, or whose page with all that hangs on it, is not what it should be."""

from functools import partial

from tests.intake.hostile.case import Make, each, ending
from tests.intake.hostile.pdf_parts import LEAF_WITH, SOUND, leaf, one_page
from tests.intake.original.pdfs import FONT, assembled

# --- the tree -------------------------------------------------------------------------------------

KIDS = {
    "to-itself": b"/Kids [2 0 R] /Count 1",
    "in-a-ring": b"/Kids [6 0 R] /Count 1",
    "that-are-no-list": b"/Kids 7 /Count 1",
    "of-nothing": b"/Kids [99 0 R null 3 (a)] /Count 4",
    "counted-as-minus": b"/Kids [4 0 R] /Count -5",
    "counted-as-many": b"/Kids [4 0 R] /Count 2147483647",
    "one-often": b"/Kids [" + b"4 0 R " * 5000 + b"] /Count 5000",
    "missing": b"",
}
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def with_kids(kids: bytes) -> bytes:
    return one_page(SOUND, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", pages=kids)


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + at) for at in range(count))
    empty = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return assembled([CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), FONT, *[empty] * count])


def deep_tree(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, depth + 2)]
    return assembled([CATALOGUE, *nodes, b"<< /Type /Page /MediaBox [0 0 595 842] >>"])


# --- the page -------------------------------------------------------------------------------------

BOXES = (
    b"[0 0 1e30 1e30]",
    b"[0 0 0 0]",
    b"[595 842 0 0]",
    b"[-1e9 -1e9 1e9 1e9]",
    b"[0 0 595]",
    b"[(a) /b null true]",
    b"7",
    b"[0 0 nan inf]",
    b"[" + b"9" * 5000 + b" 0 1 1]",
)
ENTRIES = {
    "user-unit": b"/UserUnit 1000000000",
    "rotated-by-45": b"/Rotate 45",
    "rotated-by-words": b"/Rotate (a)",
    "crop-box": b"/CropBox [1e9 1e9 2e9 2e9]",
    "annots-in-a-ring": b"/Annots [4 0 R 6 0 R]",
    "thumbnail": b"/Thumb 5 0 R",
    "articles": b"/B [4 0 R]",
}
POPUP = b"<< /Type /Annot /Subtype /Popup /Parent 6 0 R /Rect [0 0 1 1] >>"
CONTENTS = b"/Contents 5 0 R"


def in_box(box: bytes) -> bytes:
    return one_page(page=leaf(b"[0 0 595 842]", box))


def with_entry(entry: bytes) -> bytes:
    return one_page(SOUND, POPUP, page=LEAF_WITH % entry)


# --- actions --------------------------------------------------------------------------------------

ACTIONS = {
    "script": b"/S /JavaScript /JS (app.launchURL\\('@'\\))",
    "address": b"/S /URI /URI (@)",
    "launch": b"/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >>",
    "elsewhere": b"/S /GoToR /F (/etc/passwd) /D [0 /Fit]",
    "submit": b"/S /SubmitForm /F (@)",
    "import": b"/S /ImportData /F (@)",
    "next-in-a-ring": b"/S /Named /Next 6 0 R",
}


def acting(action: bytes, at: str) -> bytes:
    """Return a PDF that does something when it is opened and when its page is shown; ``@`` is the server's address."""
    return one_page(
        SOUND,
        b"<< %s >>" % action.replace(b"@", at.encode()),
        catalog=b"/OpenAction 6 0 R /AA << /WC 6 0 R >>",
        page=LEAF_WITH % b"/AA << /O 6 0 R >>",
    )


PAGES: dict[str, Make] = {
    "ten-thousand-pages": lambda _: many_pages(10_000),
    "four-hundred-empty-pages": lambda _: many_pages(400),
    **each("pages-{}", KIDS, with_kids),
    **each("pages-nested-{}", (100, 5000), deep_tree),
    **each("media-box-{}", {box[:14].decode().replace("/", ""): box for box in BOXES}, in_box),
    **each("{}", ENTRIES, with_entry),
    **{f"action-{name}": partial(acting, action) for name, action in ACTIONS.items()},
    "contents-in-a-list": lambda _: one_page(page=leaf(CONTENTS, b"/Contents [" + b"5 0 R " * 3000 + b"]")),
    "contents-of-itself": lambda _: one_page(b"[5 0 R 5 0 R]"),
    "contents-missing": lambda _: one_page(page=leaf(CONTENTS, b"")),
    "resources-of-itself": lambda _: one_page(page=leaf(b"/Resources <<", b"/Resources 4 0 R /No <<")),
}

CASES = ending(".pdf", PAGES)
