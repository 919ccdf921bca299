#!/usr/bin/python3
"""A whole desktop in a temporary folder, for tests: private buses, X server, notification server, logind.

    from desktop import Desktop, wait_for

    with Desktop() as d:                 # session bus runs; d.env is what programs are started with
        d.start_system_bus()             # sets DBUS_SYSTEM_BUS_ADDRESS
        d.start_logind_mock()            # python-dbusmock; one active session, "c1", of this user on seat0
        d.start_xvfb()                   # picks a free display, sets DISPLAY
        d.start_dunst()                  # the real one; returns when it owns its name
        d.write_config("[micro_break]\\nevery = 2s\\n")
        p = d.start_ergod(["--verbose"]) # returns after READY=1
        wait_for(lambda: d.dunst_count() == 1, "a prompt is on show")
        d.dunst_action()                 # = middle click on the newest
        print(d.ergoctl("status", "--json").stdout)

Nothing outside the temporary folder is touched, no fixed display, port or bus name is used, and every
process ends with the block (or with the test program, should that die).  The buses have no service
folders: nothing is started by activation behind the test's back.

Run as a program it starts such a desktop and a command in it:  desktop.py [--dunst] -- COMMAND...
"""

import collections
import contextlib
import ctypes
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import dbus
import dbus.bus

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTIFICATIONS = "org.freedesktop.Notifications"
LOGIN1 = "org.freedesktop.login1"
MOCK = "org.freedesktop.DBus.Mock"

# A bus for one test: everybody on it may do everything, nothing is started by activation.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>{kind}</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# Every popup stays until it is closed, nothing is hidden, and nothing depends on the mouse being idle.
DUNST_CONFIG = """[global]
    width = 380
    offset = 20x20
    font = DejaVu Sans 10
    markup = full
    progress_bar = true
    idle_threshold = 0
    icon_theme = hicolor
    mouse_left_click = close_current
    mouse_middle_click = do_action, close_current
"""


def private_dirty(pid):
    """KiB.  The kernel counts pages of a file that is not written back yet, too: a program that has just been built."""
    with open(f"/proc/{pid}/exe", "rb") as program:
        os.fsync(program.fileno())
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        return int(re.search(r"^Private_Dirty:\s*(\d+)", rollup.read(), re.M)[1])


def wait_for(condition, what="the condition", timeout=30.0):
    """Polls until condition() is true and returns its value; raises AssertionError after `timeout` s."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout:g} s in vain: {what}")
        time.sleep(0.02)


def _die_with_parent():
    """In the child: SIGKILL when the test program dies (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)


class Desktop:
    """A context manager; all start_*() may be called at any time, in any order that makes sense."""

    def __init__(self, build=None):
        mode = os.environ.get("MODE", "release")
        self.build = pathlib.Path(build or os.environ.get("BUILD", ROOT / "build" / mode))
        self.env = {}
        self.dir = None
        self.xvfb = self.dunst = self.logind = self.system_bus = self.session_bus = None
        self.notify_calls = []  # see watch_notifications()
        self.session_path = None
        self._processes = []
        self._stack = contextlib.ExitStack()
        self._connections = {}

    # -- life

    def __enter__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="ergod-desktop-"))
        self._stack.callback(shutil.rmtree, self.dir, ignore_errors=True)
        for name in ("home", "run", "config", "state", "data", "cache", "log"):
            (self.dir / name).mkdir(mode=0o700)
        keep = ("PATH", "LANG", "LC_ALL", "TZ", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_PRELOAD")
        self.env = {k: os.environ[k] for k in keep if k in os.environ}
        self.env.update(
            HOME=str(self.dir / "home"),
            XDG_RUNTIME_DIR=str(self.dir / "run"),
            XDG_CONFIG_HOME=str(self.dir / "config"),
            XDG_CONFIG_DIRS=str(self.dir / "xdg"),
            XDG_STATE_HOME=str(self.dir / "state"),
            XDG_DATA_HOME=str(self.dir / "data"),
            XDG_CACHE_HOME=str(self.dir / "cache"),
            # Not there: whoever asks for the system bus fails at once instead of finding the machine's.
            DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={self.dir}/run/no-system-bus",
        )
        try:
            self.start_session_bus()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        for bus in self._connections.values():
            with contextlib.suppress(dbus.DBusException):
                bus.close()
        self._connections.clear()
        for p in reversed(self._processes):
            self.stop(p)
        self._stack.close()
        return False

    # -- processes

    def spawn(self, argv, name=None, **kwargs):
        """Starts a program of this desktop; its output goes to log/NAME, see log()."""
        name = name or pathlib.Path(argv[0]).name
        with open(self.dir / "log" / name, "ab") as log:
            kwargs.setdefault("stdout", log)
            kwargs.setdefault("stderr", log)
            kwargs.setdefault("stdin", subprocess.DEVNULL)
            kwargs.setdefault("env", self.env)
            # No threads but our own reader run between fork and exec, and it takes no lock there.
            p = subprocess.Popen([str(a) for a in argv], preexec_fn=_die_with_parent, **kwargs)
        self._processes.append(p)
        return p

    def run(self, argv, check=True, timeout=20, **kwargs):
        """Runs a program to its end in this desktop, output captured as text."""
        return subprocess.run([str(a) for a in argv], env=self.env, check=check, timeout=timeout, text=True,
                              capture_output=True, **kwargs)

    def stop(self, p, sig=signal.SIGTERM, timeout=5):
        """Ends a process and waits for it; returns its exit status."""
        if p.poll() is None:
            p.send_signal(sig)
            if getattr(p, "stopped", False):
                p.send_signal(signal.SIGCONT)
            try:
                p.wait(timeout)
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait()
        if p in self._processes:
            self._processes.remove(p)
        return p.returncode

    def freeze(self, p):
        """SIGSTOP: the program hangs from now on, its connections stay."""
        p.stopped = True
        p.send_signal(signal.SIGSTOP)

    def thaw(self, p):
        p.stopped = False
        p.send_signal(signal.SIGCONT)

    def log(self, name):
        """What the program NAME has written so far."""
        try:
            return (self.dir / "log" / name).read_text(errors="replace")
        except FileNotFoundError:
            return ""

    # -- buses

    def _start_bus(self, kind, services=""):
        path = self.dir / "run" / f"{kind}-bus"
        config = self.dir / f"{kind}-bus.conf"
        config.write_text(BUS_CONFIG.format(kind=kind, path=path, services=services))
        r, w = os.pipe()
        p = self.spawn(["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={config}",
                        f"--print-address={w}"], name=f"{kind}-bus", pass_fds=[w])
        os.close(w)
        with os.fdopen(r) as f:
            if not f.readline():  # the daemon listens once it has told its address
                raise RuntimeError(f"dbus-daemon: {self.log(f'{kind}-bus')}")
        return p, f"unix:path={path}"

    def start_session_bus(self):
        """Also after stop(d.session_bus): the address stays the same."""
        self._forget("DBUS_SESSION_BUS_ADDRESS")
        self.session_bus, self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus("session")

    def start_system_bus(self):
        self._forget("DBUS_SYSTEM_BUS_ADDRESS")
        self.system_bus, self.env["DBUS_SYSTEM_BUS_ADDRESS"] = self._start_bus("system")

    def _forget(self, variable):
        bus = self._connections.pop(variable, None)
        if bus:
            with contextlib.suppress(dbus.DBusException):
                bus.close()

    def _bus(self, variable):
        if variable not in self._connections:
            bus = dbus.bus.BusConnection(self.env[variable])
            bus.set_exit_on_disconnect(False)
            self._connections[variable] = bus
        return self._connections[variable]

    @property
    def session(self):
        """A dbus-python connection to the session bus."""
        return self._bus("DBUS_SESSION_BUS_ADDRESS")

    @property
    def system(self):
        """A dbus-python connection to the system bus."""
        return self._bus("DBUS_SYSTEM_BUS_ADDRESS")

    def get_property(self, bus, name, path, interface, prop):
        return bus.call_blocking(name, path, dbus.PROPERTIES_IFACE, "Get", "ss", (interface, prop), timeout=5)

    def wait_name(self, bus, name, owned=True, timeout=30):
        wait_for(lambda: bool(bus.name_has_owner(name)) == owned,
                 f"{name} {'has' if owned else 'lost'} its owner", timeout)

    # -- X server

    def start_xvfb(self, size="1280x800", depth=24):
        r, w = os.pipe()
        self.xvfb = self.spawn(["Xvfb", "-displayfd", w, "-screen", "0", f"{size}x{depth}", "-nolisten", "tcp",
                                "-noreset"], name="Xvfb", pass_fds=[w])
        os.close(w)
        with os.fdopen(r) as f:
            number = f.readline().strip()  # written when the server takes clients
        if not number:
            raise RuntimeError(f"Xvfb: {self.log('Xvfb')}")
        self.env["DISPLAY"] = f":{number}"
        return self.env["DISPLAY"]

    def kill_xvfb(self):
        self.stop(self.xvfb, signal.SIGKILL)
        self.xvfb = None

    def screenshot(self, path):
        """A picture of the whole screen (needs ImageMagick: for looking, not for tests)."""
        self.run(["import", "-window", "root", path])

    # -- notifications

    def start_dunst(self, config=DUNST_CONFIG):
        """The real dunst under our X server; returns when it owns the name."""
        path = self.dir / "dunstrc"
        path.write_text(config)
        self.dunst = self.spawn(["dunst", "-conf", path], name="dunst")
        try:
            self.wait_name(self.session, NOTIFICATIONS)
        except AssertionError as e:
            raise RuntimeError(f"dunst: {self.log('dunst')}") from e
        return self.dunst

    def kill_dunst(self, sig=signal.SIGKILL):
        self.stop(self.dunst, sig)
        self.dunst = None
        self.wait_name(self.session, NOTIFICATIONS, owned=False)

    def dunst_count(self, what="displayed"):
        """`displayed`, `history` or `waiting`."""
        return int(self.get_property(self.session, NOTIFICATIONS, "/org/freedesktop/Notifications",
                                     "org.dunstproject.cmd0", f"{what}Length"))

    def dunstctl(self, *args):
        return self.run(["dunstctl", *args]).stdout.strip()

    def dunst_action(self, position=0):
        """Invokes the `default` action of the popup at that position (0: the newest)."""
        self.dunstctl("action", position)

    def dunst_close(self):
        """Dismisses the newest popup, as a click on it does."""
        self.dunstctl("close")

    def watch_notifications(self):
        """From now on every Notify and CloseNotification call on the bus is added to d.notify_calls."""
        match = f"type='method_call',interface='{NOTIFICATIONS}'"
        p = self.spawn(["busctl", f"--address={self.env['DBUS_SESSION_BUS_ADDRESS']}", "monitor", "--json=short",
                        f"--match={match}"], name="busctl", stdout=subprocess.PIPE)
        reader = threading.Thread(target=self._read_calls, args=(p.stdout,), daemon=True)
        reader.start()
        self._stack.callback(reader.join, 5)
        # The monitor listens when a call of ours is seen by it.
        def seen():
            with contextlib.suppress(dbus.DBusException):
                self.session.call_blocking("org.freedesktop.DBus", "/", NOTIFICATIONS, "ErgodProbe", "", (), timeout=1)
            return any(c.method == "ErgodProbe" for c in self.notify_calls)
        wait_for(seen, "the bus monitor listens")
        self.notify_calls[:] = [c for c in self.notify_calls if c.method != "ErgodProbe"]

    def _read_calls(self, stream):
        with stream:
            for line in stream:
                with contextlib.suppress(ValueError, KeyError):
                    message = json.loads(line)
                    if message["type"] == "method_call":
                        self.notify_calls.append(NotifyCall(message))

    def notices(self):
        """The Notify calls seen so far, see watch_notifications()."""
        return [c for c in self.notify_calls if c.method == "Notify"]

    # -- logind

    def start_logind_mock(self, session="c1", uid=None, active=True):
        """python-dbusmock's logind on our system bus with one session; d.session_path is its object."""
        if not self.system_bus:
            self.start_system_bus()
        self.logind = self.spawn([sys.executable, "-m", "dbusmock", "--template", "logind"], name="logind")
        self.wait_name(self.system, LOGIN1)
        uid = os.getuid() if uid is None else uid
        self.session_path = str(self.logind_call(MOCK, "AddSession", "ssusb", session, "seat0", uid, "user", active))
        self.env["XDG_SESSION_ID"] = session
        return self.logind

    def kill_logind_mock(self):
        self.stop(self.logind, signal.SIGKILL)
        self.logind = None
        self.wait_name(self.system, LOGIN1, owned=False)

    def logind_call(self, interface, method, signature, *args, path="/org/freedesktop/login1"):
        return self.system.call_blocking(LOGIN1, path, interface, method, signature, args, timeout=5)

    def logind_set(self, interface, properties, path):
        """Changes properties of a mock object and emits PropertiesChanged."""
        self.logind_call(MOCK, "UpdateProperties", "sa{sv}", f"{LOGIN1}.{interface}", properties, path=path)

    def lock(self, locked=True):
        """LockedHint, as a screen locker sets it."""
        self.logind_set("Session", {"LockedHint": dbus.Boolean(locked, variant_level=1)}, self.session_path)

    def set_active(self, active):
        """Active, as when the VT is switched."""
        self.logind_set("Session", {"Active": dbus.Boolean(active, variant_level=1),
                                    "State": dbus.String("active" if active else "online", variant_level=1)},
                        self.session_path)

    def prepare_for_sleep(self, start):
        """The signal PrepareForSleep: True before suspend, False after resume."""
        self.logind_set("Manager", {"PreparingForSleep": dbus.Boolean(start, variant_level=1)},
                        "/org/freedesktop/login1")
        self.logind_call(MOCK, "EmitSignal", "sssav", f"{LOGIN1}.Manager", "PrepareForSleep", "b",
                         [dbus.Boolean(start, variant_level=1)])

    def inhibitors(self):
        """[(what, who, why, mode, uid, pid)]: the inhibitors held now."""
        return [tuple(map(str, i)) for i in
                self.logind_call(f"{LOGIN1}.Manager", "ListInhibitors", "")]

    # -- ergod

    def write_config(self, text):
        path = self.dir / "config" / "ergod" / "ergod.ini"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def start_ergod(self, args=(), wrapper=(), env=None, timeout=30):
        """Starts build/MODE/ergod (under `wrapper`, e.g. umockdev-run ... --) and waits for READY=1."""
        if "--input-socket" not in args:
            args = ("--input-socket", self.dir / "run" / "input", *args)  # not that of this machine
        path = str(self.dir / "run" / "notify")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.bind(path)
            p = self.spawn([*wrapper, self.build / "ergod", *args], name="ergod",
                           env={**self.env, "NOTIFY_SOCKET": path, **(env or {})})
            end = time.monotonic() + timeout
            while True:
                ready, _, _ = select.select([s], [], [], 0.1)
                if ready and "READY=1" in s.recv(4096).decode().splitlines():
                    return p
                if p.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"ergod is not ready: {self.log('ergod')}")

    def ergoctl(self, *args, check=True):
        return self.run([self.build / "ergoctl", *args], check=check)


class NotifyCall(collections.namedtuple("NotifyCall", "method data")):
    """A recorded call: .method, and for Notify .summary .body .actions (dict) .hints (dict) .timeout"""

    def __new__(cls, message):
        return super().__new__(cls, message["member"], message.get("payload", {}).get("data", []))

    app_name = property(lambda self: self.data[0])
    replaces_id = property(lambda self: self.data[1])
    icon = property(lambda self: self.data[2])
    summary = property(lambda self: self.data[3])
    body = property(lambda self: self.data[4])
    actions = property(lambda self: dict(zip(self.data[5][::2], self.data[5][1::2])))
    hints = property(lambda self: {k: v["data"] for k, v in self.data[6].items()})
    timeout = property(lambda self: self.data[7])


def main(argv):
    command = argv[argv.index("--") + 1:] if "--" in argv else argv
    options = argv[:argv.index("--")] if "--" in argv else []
    with Desktop() as d:
        if "--dunst" in options:
            d.start_xvfb()
            d.start_dunst()
        return subprocess.run(command, env=d.env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
