#!/usr/bin/python3
"""Input devices for a real ergod: umockdev answers libevdev, a pipe a device carries the events.

    with Desktop() as d, Inputs() as inputs:
        keyboard = inputs.plug("keyboard")
        d.start_ergod(env=inputs.env)    # what looks into /dev/input sees these devices and no others
        keyboard.tap()                   # a key, pressed and released
        with keyboard.busy():            # and again and again meanwhile
            ...
        keyboard.unplug()

The devices live in a process of their own, as umockdev's threads and the tests' fork() are better kept apart:
this file, run as a program.  It does what a kernel does: events carry the boot time, what a reader has masked is
not passed on, and after an unplugging reads fail with ENODEV.
"""

import contextlib
import ctypes
import json
import os
import pathlib
import signal
import struct
import subprocess
import sys
import threading
import time

EV_SYN, EV_KEY, EV_REL, EV_ABS, EV_MSC, EV_LED = 0, 1, 2, 3, 4, 17
REL_X, REL_Y, REL_WHEEL, ABS_X, ABS_Y, MSC_SCAN = 0, 1, 8, 0, 1, 4
KEY_A, BTN_LEFT, BTN_SOUTH = 30, 0x110, 0x130

KINDS = {  # name, {type of event: its codes}, properties
    "keyboard": ("Test keyboard", {EV_KEY: range(1, 69), EV_MSC: [MSC_SCAN], EV_LED: [0, 1, 2]}, []),
    "mouse": ("Test mouse", {EV_KEY: [BTN_LEFT, 0x111, 0x112], EV_REL: [REL_X, REL_Y, REL_WHEEL], EV_MSC: [MSC_SCAN]}, []),
    "pad": ("Test pad", {EV_KEY: range(BTN_SOUTH, 0x13f), EV_ABS: [0, 1, 3, 4, 16]}, []),
    "accelerometer": ("Test accelerometer", {EV_ABS: [0, 1, 2]}, [6]),
}


class Device:
    """One device of Inputs."""

    def __init__(self, inputs, number, kind):
        self.inputs, self.number, self.kind = inputs, number, kind
        self.path = inputs.folder / f"event{number}"

    def emit(self, *events):
        """(type, code, value) each, in one frame."""
        self.inputs.ask("emit", self.number, events)

    def tap(self):
        """The shortest input there is."""
        code = {"keyboard": KEY_A, "mouse": BTN_LEFT, "pad": BTN_SOUTH}[self.kind]
        self.inputs.ask("emit", self.number, [(EV_KEY, code, 1)])
        self.inputs.ask("emit", self.number, [(EV_KEY, code, 0)])

    def move(self, x=5, y=0):
        self.emit((EV_REL, REL_X, x), (EV_REL, REL_Y, y))

    def stream(self, rate):
        """That many frames a second from now on, by the device's own process; 0 ends it."""
        self.inputs.ask("stream", self.number, rate)

    @contextlib.contextmanager
    def busy(self, rate=10):
        """Somebody is at it meanwhile."""
        self.stream(rate)
        try:
            yield
        finally:
            self.stream(0)

    def chmod(self, mode):
        """Whoever watches the folder is told, as when udev gives a device away."""
        self.inputs.ask("chmod", self.number, mode)

    def unplug(self, node=True):
        """As a kernel does; with node=False the reader is told, but the node stays."""
        self.inputs.ask("unplug", self.number, node)


class Inputs:
    """A context manager; .env is what ergod is to be started with."""

    def __init__(self, masks=True, clock=True):
        # Whether EVIOCSMASK and EVIOCSCLOCKID are there; old kernels and some sandboxes lack them.
        self.process = subprocess.Popen([sys.executable, __file__, str(int(masks)), str(int(clock))], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1)
        self.root = pathlib.Path(self._answer())
        self.folder = self.root / "dev" / "input"
        preload = [p for p in (os.environ.get("LD_PRELOAD"), "libumockdev-preload.so.0") if p]
        self.env = {"LD_PRELOAD": ":".join(preload), "UMOCKDEV_DIR": str(self.root)}
        self._next = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        if self.process.wait(10) != 0:
            raise RuntimeError("the input devices' process failed")
        self.process.stdout.close()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the input devices' process is gone")
        return json.loads(line)

    def ask(self, *command):
        self.process.stdin.write(json.dumps(command) + "\n")
        return self._answer()

    def plug(self, kind, number=None, mode=0o600):
        """A new device, or one that comes back under its old number."""
        if number is None:
            number = self._next
            self._next += 1
        self.ask("plug", number, kind, mode)
        return Device(self, number, kind)


# ---- the process of the devices

def bits(size, codes):
    b = bytearray(size)
    for c in codes:
        if c // 8 < size:
            b[c // 8] |= 1 << c % 8
    return bytes(b)


class Node:
    """What a kernel knows of a device."""

    def __init__(self, testbed, library, number, kind, masks, clock):
        self.number, self.kind = number, kind
        self.name, self.codes, self.properties = KINDS[kind]
        self.has_masks, self.has_clock = masks, clock
        self.testbed = testbed
        self.gone = False
        self.masks = {}
        self.rate = 0
        self.thread = None
        self.fd = None
        self.device = f"/dev/input/event{number}"
        self.path = f"{testbed.get_root_dir()}{self.device}"
        self.handler = library.IoctlBase.new()
        self.handler.connect("handle-ioctl", self.on_ioctl)
        self.handler.connect("handle-read", self.on_read)
        if not testbed.attach_ioctl(self.device, self.handler):
            raise RuntimeError(f"{self.device}: no ioctl handler")

    def plug(self, mode):
        hidden = f"{os.path.dirname(self.path)}/.new"  # others see one event, of the finished node
        os.mkfifo(hidden, 0o600)
        self.fd = os.open(hidden, os.O_RDWR | os.O_NONBLOCK)
        os.chmod(hidden, mode)
        os.rename(hidden, self.path)

    def on_read(self, _base, client):
        if self.gone:
            client.complete(-1, 19)  # ENODEV
        return self.gone

    def on_ioctl(self, _base, client):
        request = client.get_request() & 0xffffffff
        number, size, wants = request & 0xff, request >> 16 & 0x3fff, request >> 30
        if request >> 8 & 0xff != ord("E"):
            return False
        if self.gone:
            client.complete(-1, 19)
        elif number == 0x93 and self.has_masks:
            self.take_mask(client)
        elif number == 0xa0 and self.has_clock:
            client.complete(0, 0)
        elif wants != 2 or number in (0x07, 0x08):  # no writing, and it has neither a place nor a serial number
            client.complete(-1, 2)
        else:
            data = self.answer(number, size)
            client.get_arg().resolve(0, size).update(0, data)
            client.complete(len(data), 0)
        return True

    def answer(self, number, size):
        if number == 0x01:
            return struct.pack("i", 0x010001)
        if number == 0x02:
            return struct.pack("4H", 3, 0x1234, 0x5678, 1)
        if number == 0x06:
            return (self.name.encode() + b"\0")[:size].ljust(size, b"\0")
        if number == 0x09:
            return bits(size, self.properties)
        if number == 0x20:
            return bits(size, [EV_SYN, *self.codes])
        if 0x20 < number < 0x40:
            return bits(size, self.codes.get(number - 0x20, []))
        if 0x40 <= number < 0x80:
            return struct.pack("6i", 0, 0, 1000, 0, 0, 0)[:size]
        return bytes(size)  # states: nothing is pressed

    def take_mask(self, client):
        arg = client.get_arg().resolve(0, 16)
        kind, size = struct.unpack("II", bytes(arg.retrieve())[:8])
        if size % struct.calcsize("@l"):
            client.complete(-1, 22)  # as a kernel: whole longs only
            return
        self.masks[kind] = bytes(arg.resolve(8, size).retrieve()) if size else b""
        client.complete(0, 0)

    def passes(self, kind, code):
        allowed = lambda mask, n: mask is None or (n // 8 < len(mask) and mask[n // 8] & 1 << n % 8)
        return allowed(self.masks.get(EV_SYN), kind) and allowed(self.masks.get(kind), code)

    def emit(self, events):
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        frame = [e for e in events if self.passes(e[0], e[1])]
        if frame and not self.gone:
            with contextlib.suppress(BlockingIOError):  # a full ring loses events
                os.write(self.fd, b"".join(struct.pack("@llHHi", now // 10**6, now % 10**6, *e)
                                           for e in (*frame, (EV_SYN, 0, 0))))

    def stream(self, rate):
        self.rate = 0
        if self.thread:
            self.thread.join()
        self.rate = rate
        self.thread = threading.Thread(target=self.run, daemon=True) if rate else None
        if rate:
            self.thread.start()

    def run(self):
        code = {"keyboard": KEY_A, "pad": BTN_SOUTH}.get(self.kind)
        rate, start, sent = self.rate, time.monotonic(), 0
        while self.rate and not self.gone:
            while sent <= (time.monotonic() - start) * rate:
                self.emit([(EV_KEY, code, sent + 1 & 1)] if code else [(EV_REL, REL_X, 5), (EV_REL, REL_Y, 1)])
                sent += 1
            time.sleep(max(0.002, 0.5 / rate))
        if code and sent & 1:
            self.emit([(EV_KEY, code, 0)])

    def unplug(self, node):
        self.gone = True
        self.stream(0)
        if node:
            os.unlink(self.path)
        os.close(self.fd)

    def detach(self):
        self.testbed.detach_ioctl(self.device)


def serve(masks, clock):
    import gi  # pylint: disable=import-outside-toplevel
    gi.require_version("UMockdev", "1.0")
    from gi.repository import UMockdev  # pylint: disable=import-outside-toplevel

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    testbed = UMockdev.Testbed.new()
    os.makedirs(f"{testbed.get_root_dir()}/dev/input")
    nodes = {}
    print(json.dumps(testbed.get_root_dir()), flush=True)
    for line in sys.stdin:
        command, number, *args = json.loads(line)
        if command == "plug":
            if number in nodes:
                nodes.pop(number).detach()
            nodes[number] = Node(testbed, UMockdev, number, args[0], masks, clock)
            nodes[number].plug(args[1])
        elif command == "chmod":
            os.chmod(nodes[number].path, args[0])
        else:
            getattr(nodes[number], command)(*args)
        print("null", flush=True)
    for n in nodes.values():
        n.stream(0)
        n.detach()
    testbed.clear()


if __name__ == "__main__":
    serve(sys.argv[1] == "1", sys.argv[2] == "1")
