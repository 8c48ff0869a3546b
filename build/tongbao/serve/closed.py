"""Take from a process what a query never needs: sockets, other programs, other processes.

On Linux a filter of system calls (seccomp, ``seccomp(2)``) does this; it holds for the process and all its children, and
nothing in it can lift it again. Where the system has no such filter, `close` says so and changes nothing.
"""

import ctypes
import errno
import os
import platform
import signal
import struct
import sys

_NUMBERS = {
    # socket, connect, bind, execve, execveat, ptrace, process_vm_writev, io_uring_setup, bpf
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 101, 311, 425, 321)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 117, 271, 425, 280)),
}
"""By machine: how the kernel names it (``linux/audit.h``), and the numbers of the calls that are refused."""
_X32 = 0x40000000
"""From here on, x86-64 has the same calls once more for another size of pointers."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _PARENT_DEATH = 38, 22, 2, 1


def close() -> bool:
    """Refuse the calls from now on; return whether the system could be told to."""
    known = _NUMBERS.get(platform.machine()) if sys.platform == "linux" else None
    if not known:
        return False
    code = b"".join(_program(*known))
    held = ctypes.create_string_buffer(code)
    program = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(held))  # struct sock_fprog
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        and libc.prctl(_SECCOMP, _FILTER, ctypes.create_string_buffer(program), 0, 0) == 0
    )


def end_with(parent: int) -> None:
    """Have the system kill this process as soon as its parent ends, however that ends (Linux)."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it has ended before
        os._exit(0)


def _program(machine: int, refused: tuple[int, ...]) -> list[bytes]:
    """Return the filter: ``struct seccomp_data`` holds the number of the call first, then the machine."""
    tests = [_step(_EQUAL, number, len(refused) - n) for n, number in enumerate(refused)]
    return [
        _step(_LOAD, 4),
        _step(_EQUAL, machine, 1),
        _step(_RETURN, _KILL),
        _step(_LOAD, 0),
        _step(_AT_LEAST, _X32, len(refused) + 1),
        *tests,
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
    ]


def _step(code: int, value: int, then: int = 0) -> bytes:
    """Return one instruction (``struct sock_filter``): how many to leave out where its test holds."""
    return struct.pack("=HBBI", code, then, 0, value)
