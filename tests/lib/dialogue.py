"""A program on a terminal of its own: what it asks is waited for, what is answered is typed."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ESCAPE = re.compile(r"\x1b")


class Dialogue:
    """with Dialogue(argv, env) as d: d.answer("In cm", "175"); d.end()"""

    def __init__(self, argv, env, columns=80, timeout=20, preexec=None):
        self.timeout, self.text, self._seen, self.status = timeout, "", 0, None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(BaseException):
                # before the first byte is printed: the width must hold for it, too
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
                # who starts the tests behind an & has these ignored, and so would we
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                signal.signal(signal.SIGQUIT, signal.SIG_DFL)
                if preexec:
                    preexec()
                os.execve(str(argv[0]), [str(a) for a in argv], env)
            os._exit(127)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        return False

    def _read(self, deadline):
        """More of what is printed; False: the program has ended."""
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self.fd], [], [], left)[0]:
            raise AssertionError(f"nothing more came after:\n{self.text}")
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # a terminal's way to tell of the end
            return False
        self.text += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def expect(self, what):
        """Waits until `what` has been printed after what was expected last; wherever lines are broken."""
        deadline = time.monotonic() + self.timeout
        pattern = re.compile(r"\s+".join(re.escape(word) for word in what.split(" ")))
        while not (found := pattern.search(self.text, self._seen)):
            if not self._read(deadline):
                raise AssertionError(f"ended without {what!r}:\n{self.text}")
        self._seen = found.end()

    def type(self, line):
        os.write(self.fd, line.encode() + b"\n")

    def answer(self, what, line):
        """The answer to a prompt that is, or comes to be, the last thing that was printed."""
        self.expect("\n  " + what + ": ")
        self.type(line)

    def press(self, key):
        """A control key: press("C")."""
        os.write(self.fd, bytes([ord(key) - 64]))

    def end(self):
        """Waits for the end; the exit status, or less than 0: the signal."""
        deadline = time.monotonic() + self.timeout
        while self._read(deadline):
            pass
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def rest(self):
        """What was printed since the last thing that was expected; blanks and line ends as one blank."""
        return " ".join(self.text[self._seen:].split())
