"""Settings for the hosts that serve the folder: which IRI leads where, and what is sent with every file.

An IRI of a thing answers with 303 and the way to what the reader asked for; the ontology and the vocabularies, whose
terms are parts of a document, too. The same rules are written for Apache (``.htaccess``, as w3id.org uses it) and nginx.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tongbao.publish.docs import ALONE, OF_A_MEASURE, OF_A_NOTICE, SPAN
from tongbao.publish.entries import Entry
from tongbao.publish.render import POLICY, Site

WITHDRAWN = re.compile(r"/vocab/notice-state#withdrawn>$")

_EXAMPLES = ".well-known/sparql-examples"
_NAME = "([A-Za-z0-9_~-][A-Za-z0-9_.~-]*)"


class Rule(NamedTuple):
    """How an IRI leads to a document: a pattern of its path, the document's name, and the part of the page."""

    pattern: str
    document: str
    anchor: str = ""
    data: str = ""
    """The path of the data without its ending, where they are not the document's."""


def rules() -> Iterator[Rule]:
    """Yield a rule for each kind of thing, as ``docs.place_of`` has it: ``$1`` and so on are the names in the IRI."""
    for kind, count in ALONE.items():
        names = "/".join([_NAME] * count)
        yield Rule(f"id/{kind}/{names}", f"{kind}/{'/'.join(f'${n + 1}' for n in range(count))}")
    yield Rule(f"id/{SPAN}/{_NAME}/([0-9]+-[0-9]+)", "source/$1", "s-$2")
    yield Rule(f"id/({'|'.join(OF_A_NOTICE)})/{_NAME}/{_NAME}", "notice/$2", "$1-$3")
    yield Rule(f"id/({'|'.join(OF_A_NOTICE)})/{_NAME}", "notice/$2", "$1")
    yield Rule(f"id/({'|'.join(OF_A_MEASURE)})/{_NAME}/{_NAME}/{_NAME}", "measure/$2/$3", "$1-$4")
    yield Rule(f"id/assertion/(notice|unit|place)/{_NAME}/{_NAME}", "$1/$2", "assertion-$3")
    yield Rule("(ontology|shapes)", "$1")
    yield Rule("vocab/([a-z-]+)", "vocab/$1")
    yield Rule(r"ontology/[0-9.]+", "ontology")
    yield Rule("(dataset|publisher|catalogue)", "data", data="data/catalogue")
    yield Rule("graph/.*", "data", data="data/catalogue")
    yield Rule("service", "editor", data="data/service")
    yield Rule(r"\.well-known/sparql-examples/prefixes", "ontology", data=_EXAMPLES)
    yield Rule(rf"\.well-known/sparql-examples/{_NAME}", "question/$1", data=_EXAMPLES)


def host_files(site: Site, notices: Iterable[Entry]) -> dict[str, bytes]:
    """Return the settings, by path."""
    gone = sorted(entry.document for entry in notices if WITHDRAWN.search(entry.state))
    return {
        ".htaccess": _apache(site, gone).encode(),
        "nginx.conf": _nginx(site, gone).encode(),
    }


class Choice(NamedTuple):
    """A pattern of a header, and what such a reader gets: a language, or a form, which is empty for the page."""

    pattern: str
    form: str


ASKED = {
    "ttl": r"text/turtle|text/n3|application/trig|application/rdf\+xml",
    "jsonld": r"application/ld\+json|application/json",
    "nt": r"application/n-triples|application/n-quads|text/plain",
}
"""Which media types get which form of data. N-Triples are N-Quads, and Turtle is TriG; who knows RDF/XML alone gets Turtle."""
_PAGE = "text/html|application/xhtml\\+xml"
_END = r"\s*(?:,|$)"
_WEIGHTS = [
    rf"(?:\s*;(?!\s*q=)[^,;]*)*(?:\s*;\s*q=1(?:\.0*)?)?{_END}",
    *(rf"[^,]*;\s*q=0\.{digit}[0-9]*{_END}" for digit in range(9, 0, -1)),
    rf"[^,]*;\s*q=0\.0[0-9]*[1-9][0-9]*{_END}",
]
"""What may follow a media type: from what is wanted most, to what is wanted least."""


def choices() -> Iterator[Choice]:
    """Yield how the Accept header chooses, the first that fits: what is wanted most, and of equals the page before data."""
    for weight in _WEIGHTS:
        yield Choice(f"(?:{_PAGE}){weight}", "")
        yield from (Choice(f"(?:{asked}){weight}", form) for form, asked in ASKED.items())


def languages() -> Iterator[Choice]:
    """Yield how the Accept-Language header chooses, the first that fits: what is wanted most, and of equals what stands first.

    Who reads neither language gets English; who says nothing, Chinese.
    """
    for weight in _WEIGHTS:
        chinese, english = (rf"\b{language}(?:-[^,;]*)?{weight}" for language in ("zh", "en"))
        yield Choice(f"^(?:(?!{chinese}).)*{english}", "en")
        yield Choice(chinese, "zh")
    yield Choice(r"^\s*\S", "en")


_COMPRESSED = (
    "text/css text/csv application/javascript application/json application/linkset+json application/xml image/svg+xml "
    "text/turtle application/n-triples application/n-quads application/ld+json application/wasm"
)
"""What is sent compressed."""


# --- Apache -----------------------------------------------------------------------------------------


def _apache_head(site: Site) -> list[str]:
    """Return the settings that hold for all files."""
    return [
        f"# The rules of {site.base} for Apache 2.4 (mod_rewrite, mod_headers): written by tongbao, as nginx.conf is.",
        "# They work in any folder; an IRI leads by 303 to the page or the data that the reader asks for.",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .ttl .nt .nq .trig .csv .rq .md .css .js .svg .xml",
        "AddType text/turtle .ttl",
        "AddType application/n-triples .nt",
        "AddType application/n-quads .nq",
        "AddType application/trig .trig",
        "AddType application/ld+json .jsonld",
        "AddType application/sparql-query .rq",
        "AddType application/wasm .wasm",
        "AddType text/markdown .md",
        "AddType application/xml .gexf .graphml",
        "AddType application/json .cx2",
        "AddType application/vnd.apache.parquet .parquet",
        "DirectoryIndex index.html",
        '<Files "void">',
        "ForceType text/turtle",
        "</Files>",
        '<Files "SHA256SUMS">',
        "ForceType text/plain",
        "</Files>",
        '<Files "linkset.json">',
        "ForceType application/linkset+json",
        "</Files>",
        "<IfModule mod_deflate.c>",
        f"AddOutputFilterByType DEFLATE text/html {_COMPRESSED}",
        "</IfModule>",
        f"ErrorDocument 404 {site.path}404.html",
        f'ErrorDocument 410 "{site.path}%{{reqenv:GONE}}"',
        "<IfModule mod_headers.c>",
        f'Header always set Content-Security-Policy "{POLICY}"',
        'Header always set X-Content-Type-Options "nosniff"',
        'Header always set Referrer-Policy "no-referrer"',
        'Header always set Access-Control-Allow-Origin "*"',
        'Header always set Cache-Control "no-cache"',
        'Header always merge Vary "Accept, Accept-Language" "expr=%{REQUEST_STATUS} in {303, 410}"',
        "</IfModule>",
        "RewriteEngine On",
        r"RewriteRule (^|/)\.tongbao(/|$) - [F]",
        'RewriteCond "%{REQUEST_FILENAME}" -d',
        'RewriteCond "%{REQUEST_FILENAME}/index.html" !-f',
        'RewriteRule "^" "-" [R=404,L]',
        'RewriteCond "%{REQUEST_FILENAME}" -f [OR]',  # a file is the same whoever asks for it
        'RewriteCond "%{REQUEST_FILENAME}" -d',
        'RewriteRule "^" "-" [L]',
        # The folder's own path, so that the rules need not know where they lie.
        r'RewriteCond "%{REQUEST_URI}::$0" "^(.*?/)(.*)::\2$"',
        'RewriteRule "^.*$" "-" [E=ROOT:%1]',
    ]


def _apache(site: Site, gone: Iterable[str]) -> str:
    lines = _apache_head(site)
    for pattern, form in choices():
        lines += ['RewriteCond "%{ENV:FORM}" "^$"', f'RewriteCond "%{{HTTP:Accept}}" "{pattern}" [NC]']
        lines += [f'RewriteRule "^.*$" "-" [E=FORM:{form or "html"}]']
    for pattern, language in languages():
        lines += ['RewriteCond "%{ENV:LANGUAGE}" "^$"', f'RewriteCond "%{{HTTP:Accept-Language}}" "{pattern}" [NC]']
        lines += [f'RewriteRule "^.*$" "-" [E=LANGUAGE:{language}]']
    lines += ['RewriteCond "%{ENV:LANGUAGE}" "^$"', 'RewriteRule "^.*$" "-" [E=LANGUAGE:zh]']
    for document in gone:
        asked = f"^id/{re.escape(document)}$"
        lines += ['RewriteCond "%{ENV:FORM}" "ttl|jsonld|nt"']
        lines += [f'RewriteRule "{asked}" "-" [E=GONE:data/{document}.%{{ENV:FORM}},G]']
        lines += [f'RewriteRule "{asked}" "-" [E=GONE:%{{ENV:LANGUAGE}}/{document}.html,G]']
    for rule in rules():
        fragment = f"#{rule.anchor}" if rule.anchor else ""
        lines += ['RewriteCond "%{ENV:FORM}" "ttl|jsonld|nt"']
        lines += [
            f'RewriteRule "^{rule.pattern}$" "%{{ENV:ROOT}}{rule.data or f"data/{rule.document}"}.%{{ENV:FORM}}" [R=303,L]'
        ]
        page = f"%{{ENV:ROOT}}%{{ENV:LANGUAGE}}/{rule.document}.html{fragment}"
        lines += [f'RewriteRule "^{rule.pattern}$" "{page}" [R=303,L,NE]']
    return "\n".join(lines) + "\n"


# --- nginx ------------------------------------------------------------------------------------------


def _with_names(rule: Rule) -> Rule:
    """Name the groups of a rule: the maps above it have patterns of their own, and what matches last sets ``$1``."""
    count = iter(range(1, 10))
    pattern = re.sub(r"\((?!\?)", lambda _: f"(?<part{next(count)}>", rule.pattern)
    document, anchor = (re.sub(r"\$(\d)", r"${part\1}", text) for text in (rule.document, rule.anchor))
    return Rule(pattern, document, anchor, rule.data)


_NONE = '""'


def _nginx_head(site: Site) -> str:
    """Return the settings that hold for all files, up to the rules of the server."""
    path = site.path
    spoken = "\n".join(f'    "~*{pattern}" {language};' for pattern, language in languages())
    accepted = "\n".join(f'    "~*{pattern}" {form or _NONE};' for pattern, form in choices())
    return f"""\
# The rules of {site.base} for nginx: written by tongbao, as .htaccess is.
# Include it inside http {{ }}, and mend root and server_name: the folder of the site is to be found below root at {path}.
map $http_accept $tongbao_form {{
    default "";
{accepted}
}}
map $http_accept_language $tongbao_language {{
    default zh;
{spoken}
}}
map $status $tongbao_vary {{
    default "";
    303 "Accept, Accept-Language";
    410 "Accept, Accept-Language";
}}
map $tongbao_form $tongbao_where {{
    default data;
    "" $tongbao_language;
}}
map $tongbao_form $tongbao_ending {{
    default ".$tongbao_form";
    "" ".html";
}}
server {{
    listen 80;
    server_name {urlsplit(site.base).hostname or "localhost"};
    root /var/www;
    charset utf-8;
    absolute_redirect off;
    types {{
        text/html html; text/css css; application/javascript js; image/svg+xml svg; image/png png;
        application/json json cx2; text/csv csv; text/plain txt conf; application/xml xml gexf graphml; application/wasm wasm;
        text/turtle ttl; application/n-triples nt; application/n-quads nq; application/trig trig;
        application/ld+json jsonld; application/sparql-query rq; text/markdown md; application/vnd.apache.parquet parquet;
    }}
    default_type application/octet-stream;
    charset_types text/css text/csv text/plain application/javascript application/json text/turtle application/n-triples;
    add_header Content-Security-Policy "{POLICY}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy no-referrer always;
    add_header Access-Control-Allow-Origin * always;
    add_header Cache-Control no-cache always;
    add_header Vary $tongbao_vary always;
    gzip on;
    gzip_vary on;
    gzip_types {_COMPRESSED};
    error_page 404 {path}404.html;
    error_page 403 =404 {path}404.html;
    location = {path}.well-known/void {{ types {{ }} default_type text/turtle; }}
    location = {path}SHA256SUMS {{ types {{ }} default_type text/plain; }}
    location = {path}linkset.json {{ types {{ }} default_type application/linkset+json; }}
    location ~ /\\.tongbao {{ return 404; }}
    location ~ /\\.htaccess {{ return 404; }}"""


def _nginx(site: Site, gone: Iterable[str]) -> str:
    path, blocks = site.path, [_nginx_head(site)]
    for document in gone:
        blocks.append(
            f"    location = {path}id/{document} {{ error_page 410 {path}$tongbao_where/{document}$tongbao_ending; return 410; }}"
        )
    for rule in map(_with_names, rules()):
        fragment = f"#{rule.anchor}" if rule.anchor else ""
        where = f"{path}$tongbao_where/{rule.document}$tongbao_ending{fragment}"
        apart = f'if ($tongbao_form) {{ return 303 "{path}{rule.data}.$tongbao_form"; }} ' if rule.data else ""
        blocks.append(f'    location ~ "^{path}{rule.pattern}$" {{ {apart}return 303 "{where}"; }}')
    return "\n".join([*blocks, "}"]) + "\n"
