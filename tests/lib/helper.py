"""A real ergod-input for tests: mocked devices, and a logind whose state files the test writes.

    with Inputs() as inputs, Helper(inputs) as h:
        h.login("c1", uid=os.getuid())          # has the seat from now on
        client = h.connect()                    # a Client, of this user; uid=1234: of another (root only)
        inputs.plug("keyboard").tap()
        client.records(2.5)                     # what comes within 2.5 s

libsystemd reads logind's state from /run/systemd: the helper runs in a mount name space of its own where
that is a folder of the test.  No mount name space, no test: see possible().
"""

import os
import pathlib
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

from desktop import _die_with_parent, private_dirty, wait_for

ROOT = pathlib.Path(__file__).resolve().parents[2]
STATE, INPUT, REFUSED = range(3)
CLASSES = ("keyboard", "pointer", "touch", "tablet", "other")
UNSHARE = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-current-user", "--keep-caps"]
ENTER = 'mount -t tmpfs none /run && mkdir /run/systemd && mount --bind "$1" /run/systemd && shift && exec env "$@"'


def possible():
    """Whether a mount name space can be had."""
    with tempfile.TemporaryDirectory() as d:
        try:
            return subprocess.run([*UNSHARE, "sh", "-c", ENTER, "sh", d, "true"], check=False,
                                  stderr=subprocess.DEVNULL).returncode == 0
        except FileNotFoundError:
            return False


class Record:
    """What a client was sent, taken apart."""

    def __init__(self, data):
        self.data = data
        self.when = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        assert len(data) == 24, data
        self.version, self.type, classes, self.yours = data[:4]
        self.devices = tuple(data[4:9])
        self.tick = struct.unpack_from("@Q", data, 16)[0]
        self.classes = {c for i, c in enumerate(CLASSES) if classes & 1 << i}

    def __repr__(self):
        return f"<{('state', 'input', 'refused')[self.type]} {self.tick} {self.classes} {self.yours} {self.devices}>"


class Client:
    def __init__(self, path, uid=None):
        self.received = []
        self.socket = None
        if uid is None:
            self.socket = connect(path)
        else:  # credentials are those of connect(): somebody else does that, and hands the socket over
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            pid = os.fork()
            if pid == 0:
                try:
                    os.setgid(uid)
                    os.setuid(uid)
                    connection = connect(path)  # kept: it would be closed before it is sent
                    socket.send_fds(theirs, [b"x"], [connection.fileno()])
                finally:
                    os._exit(0)
            theirs.close()
            _, fds, _, _ = socket.recv_fds(ours, 1, 1)
            os.waitpid(pid, 0)
            ours.close()
            self.socket = socket.socket(fileno=fds[0])

    def fileno(self):
        return self.socket.fileno()

    def close(self):
        self.socket.close()

    def read(self, timeout):
        """The next record; None: none within `timeout`; b"": the end."""
        if not select.select([self.socket], [], [], timeout)[0]:
            return None
        try:
            data = self.socket.recv(4096)
        except ConnectionResetError:
            data = b""
        if not data:
            return data
        self.received.append(Record(data))
        return self.received[-1]

    def records(self, seconds):
        """All that come within that time."""
        end, found = time.monotonic() + seconds, []
        while (left := end - time.monotonic()) > 0:
            r = self.read(left)
            if r == b"":
                break
            if r:
                found.append(r)
        return found

    def wait(self, kind, timeout=10, condition=lambda r: True):
        """The next record of that type; others before it are dropped."""
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            r = self.read(left)
            if r == b"":
                raise AssertionError("the helper hung up")
            if r and r.type == kind and condition(r):
                return r
        raise AssertionError(f"no record of type {kind}")

    def ended(self, timeout=10):
        """Whether the helper hangs up, whatever it says before."""
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            if self.read(left) == b"":
                return True
        return False


def connect(path):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    s.connect(str(path))
    return s


class Helper:
    """A context manager."""

    def __init__(self, inputs=None, args=(), build=None, env=None, start=True):
        mode = os.environ.get("MODE", "release")
        self.program = pathlib.Path(build or os.environ.get("BUILD", ROOT / "build" / mode)) / "ergod-input"
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="ergod-helper-"))
        self.dir.chmod(0o711)
        self.login1 = self.dir / "systemd"
        for d in ("seats", "sessions", "users", "machines"):
            (self.login1 / d).mkdir(parents=True)
        self.path = self.dir / "socket"
        self.inputs, self.args, self.env = inputs, args, env or {}
        self.process = None
        if start:
            self.start()

    def start(self):
        env = {**({} if not self.inputs else self.inputs.env), **self.env}
        keep = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "ERGO_TEST_SUITE", "LD_PRELOAD")
        with open(self.dir / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*UNSHARE, "sh", "-c", ENTER, "sh", self.login1, *(f"{k}={v}" for k, v in env.items()),
                 self.program, "--debug", "--socket", self.path, *self.args],
                env={k: os.environ[k] for k in keep if k in os.environ}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, preexec_fn=_die_with_parent)
        wait_for(lambda: self.path.exists() or self.process.poll() is not None, "the helper listens")
        wait_for(self.listens, f"the helper listens: {self.log()}")

    def listens(self):
        return subprocess.run(["grep", "-q", "^[^ ]* [^ ]* [^ ]* 00010000 0005 .* " + str(self.path), "/proc/net/unix"],
                              check=False).returncode == 0

    def log(self):
        log = self.dir / "log"
        return log.read_text(errors="replace") if log.exists() else ""

    @property
    def pid(self):
        return self.process.pid

    def stop(self, sig=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(sig)
            self.process.wait(10)
        return self.process.returncode if self.process else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        status = self.stop()
        log = self.log()
        shutil.rmtree(self.dir, ignore_errors=True)
        if "Sanitizer" in log or "runtime error" in log or "Assertion" in log:
            raise AssertionError(log)
        if status not in (0, None, -signal.SIGKILL):
            raise AssertionError(f"ergod-input ended with {status}: {log}")
        return False

    def connect(self, uid=None):
        return Client(self.path, uid)

    # -- logind, by its files

    def _write(self, name, **fields):
        new = self.login1 / name.replace("/", "/.new-")
        new.write_text("# This is private data. Do not parse.\n" + "".join(f"{k}={v}\n" for k, v in fields.items()))
        new.rename(self.login1 / name)

    def session(self, name, uid, state="active", seat="seat0", remote=0):
        self._write(f"sessions/{name}", UID=uid, USER=f"u{uid}", ACTIVE=int(state == "active"), IS_DISPLAY=1, STATE=state,
                    REMOTE=remote, TYPE="x11", CLASS="user", SCOPE=f"session-{name}.scope", SEAT=seat, VTNR=7)

    def activate(self, name, uid, seat="seat0"):
        """That session is in front, or none: None."""
        active = {} if name is None else {"ACTIVE": name, "ACTIVE_UID": uid}
        self._write(f"seats/{seat}", IS_SEAT0=1, CAN_MULTI_SESSION=1, CAN_TTY=1, CAN_GRAPHICAL=1, **active)

    def login(self, name, uid, **kwargs):
        self.session(name, uid, **kwargs)
        self.activate(name, uid)

    def logout(self, name):
        self.activate(None, None)
        (self.login1 / "sessions" / name).unlink()


def counters(pid):
    """(voluntary context switches, CPU in ms, private dirty KiB)"""
    read = lambda name: pathlib.Path(f"/proc/{pid}/{name}").read_text()
    field = lambda text, name: int(text.split(name + ":")[1].split()[0])
    return (field(read("status"), "\nvoluntary_ctxt_switches"), int(read("schedstat").split()[0]) / 1e6,
            private_dirty(pid))


if __name__ == "__main__":
    sys.exit(0 if possible() else 1)
