"""Start the command line: ``python -m tongbao``, and the program ``tongbao``."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path and __file__[: -len("/tongbao/__main__.py")] != sys.path[0]:
    # ``-m`` puts the current folder first: its modules would be run in the place of those imported here.
    del sys.path[0]

# Nothing more is imported here than what Python has in itself: ctrl-C meanwhile would be answered by a traceback.
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
"""Seconds from ctrl-C, or an order to end, until the process ends whatever it is at: nothing that it writes needs more care."""


def run() -> int:
    """Run the command line, and return its exit code."""
    stop = _Stop()
    _read_names_as_utf8()
    from tongbao.cli.main import main

    stop.raises = True
    try:
        code = main()
    except KeyboardInterrupt:  # at its very end
        code = 130
    if code == 130:
        # Python remembers a ctrl-C inside an exec (a dataclass is made by one) until the next exec, and would end by it.
        exec("")
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # what is left to do takes no time
    return 128 + stop.number if code == 130 and stop.number else code


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Stop:
    """Answers ctrl-C and orders to end: at once while the program is being loaded, later by KeyboardInterrupt.

    Code of others can be at something long, or drop what is raised in its midst: then a thread ends the process.
    """

    def __init__(self) -> None:
        self.number, self.raises = 0, False
        sys.unraisablehook = _quietly
        for number in _SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:  # who starts us in the background wants that
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
    """Say nothing of a KeyboardInterrupt that was raised where nothing can be: in a destructor."""
    if not issubclass(problem.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(problem)


def _read_names_as_utf8() -> None:
    """Start Python once more where the locale has it misread the names of files, or where nothing keeps its children safe."""
    options = []
    if sys.getfilesystemencoding() != "utf-8":
        options += ["-X", "utf8"]
    if sys.flags.ignore_environment and not sys.flags.safe_path:  # they would ignore what workers.py tells them
        options += ["-P"]
    if options and os.name == "posix":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *options, *sys.orig_argv[1:]])


if __name__ == "__main__":
    raise SystemExit(run())
