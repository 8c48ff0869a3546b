"""Convert old documents to DOCX with LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tongbao import limits
from tongbao.intake.original.faults import refused

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_NOWHERE = "http://127.0.0.1:9"
"""A proxy where nothing answers: pictures that a document names on the network are not fetched."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""A profile in which no macro runs, and links are not followed."""


def to_docx(data: bytes, kind: str, file: Path) -> tuple[bytes, str]:
    """Return a document as DOCX, and the program that converted it: ``LibreOffice 24.2.7.2``.

    ``kind`` is the ending that tells LibreOffice what it gets: ``doc``, ``wps``, ``rtf``, ``odt``, ``xml``. It works in a
    folder and with a profile of its own, runs no macros, and reaches no network. Raise UsageError where it is not
    installed, fails, or takes too long.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if not program:
        raise _not_installed(kind, file)
    with tempfile.TemporaryDirectory(prefix="tongbao-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        (work / f"document.{kind}").write_bytes(data)
        own = [
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        if _run([*own, "--convert-to", "docx", "--outdir", folder, str(work / f"document.{kind}")], folder) is None:
            raise _not_converted(file)
        made = work / "document.docx"
        if not made.is_file() or made.stat().st_size > limits.ORIGINAL_BYTES:
            raise _not_converted(file)
        said = _run([*own, "--version"], folder) or ""
        return made.read_bytes(), " ".join(said.split()[:2]) or "LibreOffice"


def _run(command: list[str], folder: str) -> str | None:
    """Run a command, and return what it says; None where it fails or takes too long. All that it started ends with it."""
    proxies = dict.fromkeys(
        ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE
    )
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, **proxies, "no_proxy": "", "HOME": folder},
        start_new_session=True,
    ) as child:
        try:
            said, _ = child.communicate(timeout=limits.CONVERSION_SECONDS)
        except subprocess.TimeoutExpired:
            _end(child)
            return None
    return said.decode("utf-8", "replace") if child.returncode == 0 else None


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.communicate()


def _not_installed(kind: str, file: Path) -> Exception:
    name = "Word XML" if kind == "xml" else kind.upper()
    return refused(
        file,
        "libreoffice-missing",
        (
            f"A {name} document is read with LibreOffice, which is not installed here.",
            f"{name} 文档需借助 LibreOffice 读取，而此处未安装。",
        ),
        (
            "Install LibreOffice, or open the document in Word or WPS and save it as DOCX.",
            "请安装 LibreOffice，或在 Word 或 WPS 中打开后另存为 DOCX。",
        ),
    )


def _not_converted(file: Path) -> Exception:
    return refused(
        file,
        "not-converted",
        ("LibreOffice could not convert the document.", "LibreOffice 无法转换该文档。"),
        (
            "Open it in Word or WPS and save it as DOCX, without a password.",
            "请在 Word 或 WPS 中打开后另存为 DOCX，且不设密码。",
        ),
    )
