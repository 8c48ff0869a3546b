"""Settings for the hosts that serve the folder: where each IRI leads, and the headers sent with every file.

An IRI of a thing answers with 303 and the address of what the reader asked for. So do the ontology and the vocabularies, whose
terms are parts of a document. Removed documents answer 410 with the note in ``gone/``; documents that never existed answer 404.
The same rules are written for Apache (``.htaccess``, as w3id.org uses it) and nginx (two files to include).

An operator's changes stay: ``nginx.conf`` is written only once, and ``.htaccess`` only between two marked lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tongbao.site.hosts.negotiation import NOTHING, Weight, form_chosen, forms, language_chosen, languages
from tongbao.site.hosts.routes import DOCUMENT, Rule, links, rules
from tongbao.site.media_types import BY_PATH, COMPRESSED, ONLY_NETWORKS, endings_by_type, lines_of_types
from tongbao.site.pages.render import POLICY, Site
from tongbao.site.step import Example, Output

GONE = "gone/"
"""The folder of the notes that are shown at addresses of removed documents."""
EXAMPLE = "nginx.conf"
"""An example that belongs to the operator as soon as it is written."""
FILES = (".htaccess", "nginx-http.conf", "nginx-server.conf", EXAMPLE)
"""The files of the settings, which are nobody else's business."""
BEGIN, END = "# BEGIN tongbao", "# END tongbao"


def hosts(site: Site, folder: Path) -> Iterator[Output]:
    """Yield the settings for Apache and nginx; in ``.htaccess``, the lines of others stay as they are."""
    for_apache, for_http, for_server, _ = FILES
    yield {
        for_apache: _between_marks(folder / for_apache, _apache(site)),
        for_http: _nginx_http(site).encode(),
        for_server: _nginx_server(site).encode(),
    }
    yield Example(EXAMPLE, _nginx_example(site).encode())


def _between_marks(file: Path, rules: str) -> bytes:
    """Return the content of a file with our old rules replaced by the new ones, and the lines of others unchanged."""
    block = f"{BEGIN}: everything between these two lines is written again each time\n{rules}{END}\n".encode()
    before = file.read_bytes() if file.exists() else b""
    if before.startswith(b"# The rules of "):  # written by a version that wrote the whole file each time
        before = b""
    start = before.find(BEGIN.encode())
    end = before.find(END.encode(), max(start, 0))
    if 0 <= start < end:
        after = before[end:].partition(b"\n")[2]
        return before[:start] + block + after
    return block + before


# --- Apache -----------------------------------------------------------------------------------------


def _apache_head(site: Site) -> list[str]:
    """Return the settings for all files."""
    return [
        f"# The rules of {site.base} for Apache 2.4 (mod_rewrite, mod_headers), the same as in nginx-server.conf.",
        "# They work in any folder; an IRI redirects (303) to the page or the data that the reader asks for.",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .ttl .nq .trig .csv .rq .md .css .js .svg .xml .atom .bib .ris",
        *_apache_types(),
        "DirectoryIndex index.html",
        *_apache_types_by_path(),
        "<IfModule mod_deflate.c>",
        f"AddOutputFilterByType DEFLATE text/html {' '.join(COMPRESSED)}",
        "</IfModule>",
        f"ErrorDocument 404 {site.path}404.html",
        f'ErrorDocument 410 "{site.path}%{{reqenv:GONE}}"',
    ]


_NOT_APACHES = ("ttl", "nq", "trig", "jsonld", "rq", "wasm", "md", "bib", "ris", *ONLY_NETWORKS, "parquet")
"""Endings for which Apache has no media type."""


def _apache_types() -> Iterator[str]:
    for media_type, endings in endings_by_type(_NOT_APACHES).items():
        yield f"AddType {media_type} {' '.join(f'.{ending}' for ending in endings)}"


def _apache_types_by_path() -> Iterator[str]:
    for path, media_type in BY_PATH.items():
        yield from (f'<Files "{path.rpartition("/")[2]}">', f"ForceType {media_type}", "</Files>")


def _apache_headers(site: Site) -> Iterator[str]:
    """Yield the headers; a page has the headers of the rule that it fits, by its number."""
    yield "<IfModule mod_headers.c>"
    yield f'Header always set Content-Security-Policy "{POLICY}"'
    yield 'Header always set X-Content-Type-Options "nosniff"'
    yield 'Header always set Referrer-Policy "no-referrer"'
    yield 'Header always set Access-Control-Allow-Origin "*"'
    yield 'Header always set Cache-Control "no-cache"'
    yield 'Header always merge Vary "Accept, Accept-Language" "expr=%{REQUEST_STATUS} in {303, 410}"'
    for n, sent in enumerate(links(site.base, site.licence)):
        link = sent.link.replace("%", "%%").replace('"', '\\"').replace(DOCUMENT, "%{DOCUMENT}e")
        yield f'Header set Link "{link}" env=PAGE{n}'
    yield "</IfModule>"


def _apache_files(site: Site) -> Iterator[str]:
    """Yield the rules for existing files: a file is the same for all readers."""
    yield "RewriteEngine On"
    yield r"RewriteRule (^|/)\.tongbao(/|$) - [F]"
    yield from _rule(rf"^{GONE}", "-", "R=404,L", '"%{ENV:REDIRECT_STATUS}" "^$"')
    for n, sent in enumerate(links(site.base, site.licence)):
        yield from _rule(f"^{sent.pattern}$", "-", f"E=PAGE{n}:1,E=DOCUMENT:$1", '"%{ENV:DOCUMENT}" "^$"')
    yield from _rule("[^/]$", "-", "L", '"%{REQUEST_FILENAME}" -f')
    yield from _rule("^", "-", "L", '"%{REQUEST_FILENAME}/index.html" -f')
    # The folder's own path and location, so that the rules need not contain them.
    yield from _rule("^.*$", "-", "E=ROOT:%1", r'"%{REQUEST_URI}::$0" "^(.*?/)(.*)::\2$"')
    yield from _rule(
        "^", "-", "E=FOLDER:%{CONTEXT_DOCUMENT_ROOT}/%2", r'"%{CONTEXT_PREFIX}::%{ENV:ROOT}" "^(.*)::\1(.*)$"'
    )


def _rule(pattern: str, target: str, flags: str, *conditions: str) -> Iterator[str]:
    yield from (f"RewriteCond {condition}" for condition in conditions)
    yield f'RewriteRule "{pattern}" "{target}" [{flags}]'


def _apache_weights(header: str, weights: Sequence[Weight]) -> Iterator[str]:
    for weight in weights:
        empty = f'"%{{ENV:tongbao_{weight.name}}}" "^$"'
        for case in weight.cases:
            given = case.value.format(q="%1" if "{q}" in case.value else "")
            yield from _rule(
                "^", "-", f"E=tongbao_{weight.name}:{given}", empty, f'"%{{HTTP:{header}}}" "{case.pattern}" [NC]'
            )
        yield from _rule("^", "-", f"E=tongbao_{weight.name}:{NOTHING}", empty)


def _apache_choices() -> Iterator[str]:
    """Yield the rules that find what the reader wants: FORM, empty for the page; LANGUAGE; its folder and its ending."""
    yield from _apache_weights("Accept", list(forms()))
    yield from _apache_weights("Accept-Language", list(languages()))
    words = " ".join(f"%{{ENV:tongbao_{weight.name}}}" for weight in forms())
    for case in form_chosen():
        yield from _rule("^", "-", f"E=FORM:{case.value}", '"%{ENV:FORM}" "^$"', f'"{words}" "{case.pattern}"')
    names = [f"%{{ENV:tongbao_{weight.name}}}" for weight in languages()]
    words = f"{' '.join(names[:3])} | {' '.join(names[3:])} |,%{{HTTP:Accept-Language}}"
    for case in language_chosen():
        yield from _rule(
            "^", "-", f"E=LANGUAGE:{case.value}", '"%{ENV:LANGUAGE}" "^$"', f'"{words}" "{case.pattern}" [NC]'
        )
    yield from _rule("^", "-", "E=LANGUAGE:zh", '"%{ENV:LANGUAGE}" "^$"')
    yield from _rule("^", "-", "E=WHERE:%{ENV:LANGUAGE},E=IS_PAGE:1", '"%{ENV:FORM}" "^html$"')
    yield from _rule("^", "-", "E=WHERE:data", '"%{ENV:FORM}" "!^html$"')


def _apache_routes(rule: Rule) -> Iterator[str]:
    """Yield the answers at an IRI: gone, not found, redirected without the slash at its end, or redirected to its document."""
    at, folder = f"^{rule.pattern}/*$", "%{ENV:FOLDER}"
    gone = f'"{folder}{GONE}zh/{rule.document}.html" -f'
    yield from _rule(at, "-", f"E=GONE:{GONE}%{{ENV:WHERE}}/{rule.document}.%{{ENV:FORM}},G", gone)
    yield from _rule(at, "-", "R=404,L", f'"{folder}zh/{rule.known_by or rule.document}.html" !-f')
    yield from _rule(rf"^{_without_groups(rule.pattern)}/+$", "%{ENV:ROOT}%1", "R=301,L", r'"$0" "^(.*?)/+$"')
    if rule.data:
        data = f"%{{ENV:ROOT}}{rule.data}.%{{ENV:FORM}}"
        yield from _rule(f"^{rule.pattern}$", data, "R=303,L", '"%{ENV:IS_PAGE}" "^$"')
    fragment = f"#{rule.anchor}" if rule.anchor else ""
    target = f"%{{ENV:ROOT}}%{{ENV:WHERE}}/{rule.document}.%{{ENV:FORM}}"
    yield from _rule(f"^{rule.pattern}$", target, "R=303,L", '"%{ENV:IS_PAGE}" "^$"')
    yield from _rule(f"^{rule.pattern}$", f"{target}{fragment}", "R=303,L,NE")


def _without_groups(pattern: str) -> str:
    return re.sub(r"\((?!\?)", "(?:", pattern)


def _apache(site: Site) -> str:
    lines = [*_apache_head(site), *_apache_headers(site), *_apache_files(site), *_apache_choices()]
    lines += _rule(r"^((?:zh|en|data)/.+\.(?:html|ttl|jsonld|nt))$", "-", f"E=GONE:{GONE}$1,G", f'"%{{ENV:FOLDER}}{GONE}$1" -f')  # fmt: skip
    for rule in rules():
        lines += _apache_routes(rule)
    for ending in ("", ".html"):
        lines += _rule("^(.+?)/+$", f"%{{ENV:ROOT}}$1{ending}", "R=301,L", f'"%{{ENV:FOLDER}}$1{ending}" -f')
    lines += _rule("^", "-", "R=404,L", '"%{REQUEST_FILENAME}" -d')
    return "\n".join(lines) + "\n"


# --- nginx ------------------------------------------------------------------------------------------


def _map(source: str, name: str, default: str, cases: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f'    "{pattern}" "{_quoted(value)}";\n' for pattern, value in cases)
    return f'map "{source}" $tongbao_{name} {{\n    default "{default}";\n{listed}}}\n'


def _quoted(value: str) -> str:
    return value.replace('"', '\\"')


def _nginx_http(site: Site) -> str:
    """Return the maps, which must be outside of any server."""
    weights = {"http_accept": list(forms()), "http_accept_language": list(languages())}
    maps = [
        _map(f"${source}", weight.name, NOTHING, ((f"~*{case.pattern}", case.value.format(q="${tongbao_q}")) for case in weight.cases))
        for source, those in weights.items()
        for weight in those
    ]  # fmt: skip
    zh_en = [f"$tongbao_{weight.name}" for weight in languages()]
    words = f"{' '.join(zh_en[:3])} | {' '.join(zh_en[3:])} |,$http_accept_language"
    wanted = " ".join(f"$tongbao_{weight.name}" for weight in forms())
    maps += [
        _map(wanted, "form", "html", ((f"~{case.pattern}", case.value) for case in form_chosen())),
        _map(words, "language", "zh", ((f"~*{case.pattern}", case.value) for case in language_chosen())),
        _map("$tongbao_form", "where", "data", [("html", "$tongbao_language")]),
        _map("$status", "vary", "", [("303", "Accept, Accept-Language"), ("410", "Accept, Accept-Language")]),
        _map("$uri", "link", "", _nginx_links(site)),
    ]
    head = f"# For {site.base} on nginx: include this inside http {{ }}. Written again each time."
    return "\n".join([head, *maps])


def _nginx_links(site: Site) -> Iterator[tuple[str, str]]:
    for sent in links(site.base, site.licence):
        pattern = re.sub(r"\((?!\?)", "(?<tongbao_document>", sent.pattern, count=1)
        yield f"~^{re.escape(site.path)}{pattern}$", sent.link.replace(DOCUMENT, "${tongbao_document}")


def _with_names(rule: Rule) -> Rule:
    """Return a rule with named groups: the maps have patterns too, and the last match sets ``$1``."""
    count = iter(range(1, 10))
    pattern = re.sub(r"\((?!\?)", lambda _: f"(?<part{next(count)}>", rule.pattern)
    document, anchor, known_by = (
        re.sub(r"\$(\d)", r"${part\1}", text) for text in (rule.document, rule.anchor, rule.known_by)
    )
    return Rule(pattern, document, anchor, rule.data, known_by)


def _nginx_route(rule: Rule, path: str) -> str:
    """Return the answers at an IRI: gone, not found, redirected without the slash at its end, or redirected to its document."""
    fragment = f"#{rule.anchor}" if rule.anchor else ""
    data = f"{path}{rule.data or f'data/{rule.document}'}.$tongbao_form"
    return f"""\
    location ~ "^(?<bare>{re.escape(path)}{rule.pattern})(?<slash>/*)$" {{
        error_page 404 {path}404.html;
        error_page 410 {path}{GONE}$tongbao_where/{rule.document}.$tongbao_form;
        if (-f "$document_root{path}{GONE}zh/{rule.document}.html") {{ return 410; }}
        if (!-f "$document_root{path}zh/{rule.known_by or rule.document}.html") {{ return 404; }}
        if ($slash) {{ return 301 "$bare"; }}
        if ($tongbao_form = html) {{ return 303 "{path}$tongbao_where/{rule.document}.html{fragment}"; }}
        return 303 "{data}";
    }}"""


def _nginx_server(site: Site) -> str:
    """Return the settings inside the server."""
    path, pattern = site.path, re.escape(site.path)
    blocks = [_nginx_files(site), *(_nginx_route(_with_names(rule), path) for rule in rules())]
    blocks.append(f"""\
    location ~ "^{pattern}(?<at>(?:zh|en|data)/.+\\.(?:html|ttl|jsonld|nt))$" {{
        error_page 404 {path}404.html;
        error_page 410 {path}{GONE}$at;
        if (-f "$document_root{path}{GONE}$at") {{ return 410; }}
    }}
    location ~ "^(?<bare>{pattern}.+?)/+$" {{
        if (-f "$document_root${{bare}}") {{ return 301 "$bare"; }}
        if (-f "$document_root${{bare}}.html") {{ return 301 "${{bare}}.html"; }}
    }}
}}""")
    return "\n".join(blocks) + "\n"


def _nginx_files(site: Site) -> str:
    """Return the settings for all files, up to the rules."""
    path = site.path
    return f"""\
# For {site.base} on nginx: include this inside server {{ }}; the site must be at {path} below its root.
# Written again each time, as .htaccess is for Apache.
location ^~ {path} {{
    charset utf-8;
    absolute_redirect off;
    index index.html;
    types {{
{_nginx_types()}
    }}
    default_type application/octet-stream;
    charset_types text/css text/csv text/plain application/javascript application/json text/turtle;
    add_header Content-Security-Policy "{POLICY}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy no-referrer always;
    add_header Access-Control-Allow-Origin * always;
    add_header Cache-Control no-cache always;
    add_header Vary $tongbao_vary always;
    add_header Link $tongbao_link;
    gzip on;
    gzip_vary on;
    gzip_types {" ".join(COMPRESSED)};
    error_page 404 {path}404.html;
    error_page 403 =404 {path}404.html;
{_nginx_types_by_path(path)}
    location ^~ {path}{GONE} {{ internal; }}
    location ~ /\\.tongbao {{ return 404; }}
    location ~ /\\.htaccess {{ return 404; }}"""


def _nginx_types() -> str:
    lines = (
        (f"{media_type} {' '.join(endings)};" for media_type, endings in line.items()) for line in lines_of_types()
    )
    return "\n".join(f"        {' '.join(line)}" for line in lines)


def _nginx_types_by_path(path: str) -> str:
    lines = (f"    location = {path}{name} {{ types {{ }} default_type {of}; }}" for name, of in BY_PATH.items())
    return "\n".join(lines)


def _nginx_example(site: Site) -> str:
    host = urlsplit(site.base).hostname or "localhost"
    folder = f"/var/www{site.path}"
    return f"""\
# An example of a server for nginx; include it inside http {{ }}. It is yours: it is written once, and your changes are kept.
# The rules are in the two files that it includes; they change with the site.
include {folder}nginx-http.conf;
server {{
    listen 80;
    server_name {host};
    root /var/www;
    include {folder}nginx-server.conf;
}}
"""
