"""Fills the demo's desk in a folder: its screen is opened on a terminal of our own and closed again."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

SHOWN = b"\x1b[?2026l"  # A frame is there: the desk was filled before it.

keydesk, folder = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.execv(keydesk, [keydesk, "--dir", folder, "demo", "--pace", "0"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
until, told = time.monotonic() + 60, b""
while SHOWN not in told:
    ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
    if not ready:
        os.kill(child, signal.SIGKILL)
        sys.exit("the demo did not come")
    told += os.read(terminal, 65536)
os.kill(child, signal.SIGTERM)
try:
    while os.read(terminal, 65536):
        pass
except OSError:
    pass  # So a terminal ends.
os.waitpid(child, 0)
