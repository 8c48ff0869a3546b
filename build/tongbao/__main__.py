"""Start the command line: ``python -m tongbao``, and the program ``tongbao``."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path and __file__[: -len("/tongbao/__main__.py")] != sys.path[0]:
    # ``-m`` puts the current folder first: its modules would be imported instead of Python's and ours.
    del sys.path[0]

# Only modules built into Python are imported here: during longer imports, ctrl-C would print a traceback.
import _thread
import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import FrameType
    from typing import Any
else:
    import _signal as signal

GRACE = 1.5
"""Seconds from ctrl-C or SIGTERM until the process ends, whatever it is doing: no output needs a longer clean-up."""


def run() -> int:
    """Run the command line and return its exit code."""
    stop = _Stop()
    _read_names_as_utf8()
    from tongbao.cli.main import main

    stop.raises = True
    try:
        code = main()
    except KeyboardInterrupt:  # raised at the very end
        code = 130
    if code == 130:
        # Python remembers a ctrl-C inside an exec (dataclasses use it) until the next exec, which would end the process.
        exec("")
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # what is left takes no time
    return 128 + stop.number if code == 130 and stop.number else code


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Stop:
    """Handles ctrl-C and SIGTERM: ends at once while the program is being loaded, later raises KeyboardInterrupt.

    A library may be busy for long, or may swallow the exception: then a thread ends the process.
    """

    def __init__(self) -> None:
        self.number, self.raises = 0, False
        sys.unraisablehook = _quietly
        for number in _SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:  # a shell that starts us in the background wants it ignored
                signal.signal(number, self)
        if sys.platform != "win32":
            reader, writer = os.pipe()
            os.set_blocking(writer, False)
            signal.set_wakeup_fd(writer)
            _thread.start_new_thread(_end_late, (reader,))

    def __call__(self, number: int, _: "FrameType | None") -> None:
        if self.number or not self.raises:
            os._exit(128 + number)
        self.number = number
        raise KeyboardInterrupt


def _end_late(reader: int) -> None:
    number = os.read(reader, 1)[0]
    time.sleep(GRACE)
    os._exit(128 + number)


def _quietly(problem: "Any") -> None:
    """Report nothing for a KeyboardInterrupt in a destructor, from which nothing can be raised."""
    if not issubclass(problem.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(problem)


def _read_names_as_utf8() -> None:
    """Restart Python where the locale would make it misread file names, or where its children would import from the current folder."""
    options = []
    if sys.getfilesystemencoding() != "utf-8":
        options += ["-X", "utf8"]
    if (
        sys.flags.ignore_environment and not sys.flags.safe_path
    ):  # the children would ignore the variables that workers.py sets
        options += ["-P"]
    if options and os.name == "posix":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *options, *sys.orig_argv[1:]])


if __name__ == "__main__":
    raise SystemExit(run())
