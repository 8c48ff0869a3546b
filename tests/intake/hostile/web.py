"""Web pages that ask for what is elsewhere, have no end, or say what they are not."""

from tests.intake.hostile.case import MIB, Make, each
from tests.intake.hostile.entities import laughs
from tests.intake.hostile.sound import WORDS, sound_html


def calling(page: bytes) -> Make:
    """Return what makes a page in which ``@`` is the address of the server."""
    return lambda at: page.replace(b"@", at.encode())


# --- what is elsewhere ----------------------------------------------------------------------------

HEADS = {
    "meta-refresh": '<meta http-equiv=refresh content="0;url=@/x">',
    "css-import": '<link rel=stylesheet href="@/x.css"><style>@import url(@/y.css); p{background:url(@/z)}</style>',
}
BODIES = {
    "script": '<script src="@/x.js"></script><script>fetch("@/y")</script><img src=x onerror="fetch(\'@\')">',
    "remote-pictures": '<img src="@/x.png"><picture><source srcset="@/y.png"></picture><svg><image xlink:href="@/z"/></svg>',
    "frames": '<iframe src="@/x" srcdoc="<p>甲"></iframe><object data="@/y"></object><embed src="@/z"><frameset><frame src="@">',
    "forms": '<form action="@/x"><input name=a><button>交</button></form>',
    "links-to-scripts": '<a href="javascript:alert(1)">通报</a><a href="data:text/html,<script>">通报</a><a href="file:///etc/passwd">甲</a>',
    "processing-instructions": "<?xml-stylesheet href='@/x'?>" * 1000,
}
LINES = "".join(WORDS)
XHTML = {
    "entity-of-a-file": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>{LINES}&x;</p></body></html>',
    "entity-of-the-network": f'<!DOCTYPE html SYSTEM "@/x.dtd" [<!ENTITY x SYSTEM "@/x">]><html><body><p>{LINES}&x;</p></body></html>',
    "xinclude": f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>{LINES}<xi:include href="@/x"/></body></html>',
}
ELSEWHERE: dict[str, Make] = {
    **{f"{name}.html": calling(sound_html(head)) for name, head in HEADS.items()},
    "base-href.html": calling(sound_html('<base href="@/">', '<a href="x">甲</a><img src=y>')),
    **{f"{name}.html": calling(sound_html(body=body)) for name, body in BODIES.items()},
    **{f"{name}.xhtml": calling(page.encode()) for name, page in XHTML.items()},
    "laughs.xhtml": lambda _: laughs("html", f"<html><body><p>{WORDS[0]}@</p></body></html>"),
}

# --- tables, nesting and size ---------------------------------------------------------------------

SPANS = ("1000000000", "99999999999999999999", "-1", "0", "1e9", "65534", "1000")
NESTED = {
    "divs": ((50, 240, 1000, 100_000), lambda depth: "<div>" * depth + "甲" + "</div>" * depth),
    "spans": ((50, 240, 1000, 100_000), lambda depth: "<p>" + "<span>" * depth + "甲"),
    "tables": ((30, 300, 10_000), lambda depth: "<table><tr><td>甲<td>" * depth),
    "lists": ((30, 300, 10_000), lambda depth: "<ol><li>甲" * depth),
}
LARGE = {
    **{
        f"{attribute}-{span}": f"<table><tr><td {attribute}={span}>甲<td>乙<tr><td>丙<td>丁</table>"
        for attribute in ("colspan", "rowspan")
        for span in SPANS
    },
    "both-spans": "<table><tr><td colspan=1000 rowspan=65534>甲<td>乙" + "<tr><td>丙" * 1000 + "</table>",
    "many-wide-cells": "<table>" + "<tr><td colspan=900>甲" * 5000 + "</table>",
    "many-columns": "<table><tr>" + "<td>甲" * 50_000 + "</table>",
    "many-cells": "<table>" + ("<tr>" + "<td>甲" * 50) * 4000 + "</table>",
    "many-small-tables": "<table><tr><td>甲<td>乙</table>" * 20_000,
    **{f"{what}-nested-{depth}": body(depth) for what, (depths, body) in NESTED.items() for depth in depths},
    "tags-never-closed": "<b><i><font><p>" * 20_000,
    "tags-only-closed": "</b></div></td></table></p>" * 50_000,
    "a-hundred-thousand-attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">甲",
    "an-attribute-of-5-mib": f'<p title="{"a" * (5 * MIB)}">甲',
    "a-style-of-a-mebibyte": f'<p style="{"text-align :" * 80_000}">甲<p style="{" " * MIB}">乙',
    "a-class-of-a-mebibyte": f'<p class="{"c-" * (MIB // 2)}">甲',
    "a-million-letters-without-a-break": "<p>" + "通" * 1_000_000,
    "white-space": "<p>甲" + " \n\t" * 500_000 + "乙",
    "just-under-the-limit": "<p>" + "a" * (8 * MIB - 2000),
    "over-the-limit": "<p>" + "a" * (8 * MIB),
}

# --- strange markup -------------------------------------------------------------------------------

STRANGE = {
    "comment-never-closed": "<!-- " + "甲" * 100_000,
    "comments": "<!-- a -->" * 100_000,
    "cdata": "<![CDATA[" * 20_000 + "甲",
    "plaintext": "<plaintext>" + "</p><p>甲" * 1000,
    "template": "<template>" + "<p>甲</p>" * 1000 + "</template>",
    "references": "&#0;&#x110000;&#xD800;&#99999999999999;&lt;script&gt;&nbsp;&" + "&amp;" * 100_000,
    "list-from-the-far-end": '<ol start="999999999999999999999"><li value="-99999999999">甲<li>乙</ol>' * 100,
    "hidden": '<div style="display:none">' + "<p>市公安局</p>" * 2000 + "</div>",
    "bidi": "<p>" + "\u202e\u2066甲局\u2069\u200f\u200b\ufeff" * 5000,
    "marquee-and-math": "<math><mi><svg><foreignObject><math>" * 100 + "甲",
}

# --- encodings ------------------------------------------------------------------------------------

SAID = ("utf-7", "utf-16", "x-user-defined", "no-such", "iso-2022-cn", "hz-gb-2312", "a" * 100_000, "utf-8\0")
TWICE = "<meta charset=gbk><meta http-equiv=content-type content='text/html; charset=big5'>"


def saying(encoding: str) -> bytes:
    return sound_html().replace(b"charset=utf-8", f"charset={encoding}".encode())


ENCODED: dict[str, Make] = {
    **each("charset-{}.html", {ascii(said)[1:12]: said for said in SAID}, saying),
    "charset-twice.html": lambda _: sound_html(TWICE),
    "bom-of-utf-8-over-gbk.html": lambda _: b"\xef\xbb\xbf" + sound_html().decode().encode("gb18030"),
    "bom-of-utf-16-over-utf-8.html": lambda _: b"\xff\xfe" + sound_html(),
    "utf-32.html": lambda _: sound_html().decode().encode("utf-32"),
    "nul-bytes.html": lambda _: sound_html().replace(b"<p>", b"<\0p>\0"),
    "web-archive.mht": lambda _: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=" + b"a" * MIB,
}

CASES = ELSEWHERE | each("{}.html", LARGE | STRANGE, lambda body: sound_html(body=body)) | ENCODED
