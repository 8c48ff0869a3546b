"""A small site for the tests of the server: one unit, its data, and what must never be sent."""

import json
import os
from pathlib import Path

BASE = "https://example.org/x/"
SECRET = b"secret"
TEXT = "厦门市税务局\n".encode() * 200
FILES = {
    "index.html": b"<p>index</p>",
    "404.html": b"<p>404</p>",
    "zh/index.html": b"<p>zh</p>",
    "zh/editor.html": b"<p>editor zh</p>",
    "en/editor.html": b"<p>editor en</p>",
    "zh/unit/a.html": TEXT,
    "en/unit/a.html": b"<p>a</p>",
    "data/unit/a.ttl": TEXT,
    "data/unit/a.jsonld": b"{}",
    "data/completion.json": b"{}",
    "dump/empty.nq": b"",
    "dump/name with blanks.csv": b"a,b\n",
    "cards/a.png": b"\x89PNG" + bytes(2000),
    "gone/zh/unit/b.html": b"<p>gone zh</p>",
    "gone/en/unit/b.html": b"<p>gone en</p>",
    "gone/data/unit/b.ttl": b"# gone\n",
    ".well-known/void": b"# void\n",
    ".well-known/.hidden": SECRET,
    ".tongbao/memory.sqlite": SECRET,
    ".htaccess": SECRET,
    "nginx.conf": SECRET,
    "nginx-http.conf": SECRET,
    "nginx-server.conf": SECRET,
    "data/.123.new": SECRET,
}


def make_small(folder: Path) -> Path:
    """Write the site; beside it is a file that is none of its own."""
    crate = {"./": {"license": {"@id": "https://example.org/licence"}}, "#identifier": {"value": f"{BASE}dataset"}}
    nodes = [{"@id": name, **node} for name, node in crate.items()]
    for name, content in {**FILES, "ro-crate-metadata.json": json.dumps({"@graph": nodes}).encode()}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (folder.parent / "outside.txt").write_bytes(SECRET)
    if os.name == "posix":
        (folder / "data" / "out.txt").symlink_to(folder.parent / "outside.txt")
        (folder / "data" / "hidden.txt").symlink_to(folder / ".tongbao" / "memory.sqlite")
        (folder / "up").symlink_to(folder.parent)
        (folder / "data" / "within.ttl").symlink_to(folder / "data" / "unit" / "a.ttl")
        os.mkfifo(folder / "data" / "pipe.txt")
    return folder
