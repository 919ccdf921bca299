#!/usr/bin/python3
"""What ergod costs, beside its budget and what others cost.

    bench.py [--seconds N] BUILD        make bench BENCH_SECONDS=N

ergod runs with its defaults on a bus, an X server, a logind and a dunst of its own; its one device is a pipe
that a preloaded library passes off as a mouse, so that a report costs what reading it costs.  Counted are CPU time (/proc/PID/schedstat), wake-ups (voluntary context switches) and private dirty memory.
"""

import argparse
import fcntl
import os
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "lib"))
import helper  # noqa: E402
from desktop import Desktop, private_dirty, wait_for  # noqa: E402

# Measured once on Debian 12, 2 cores, 60 s each, input by XTEST: private memory in KiB, and CPU in ms a minute
# / wake-ups a second while idle and at 8,000 motions a second.
PEERS = (
    ("workrave 1.10", 37300, "69 / 5.7", "675 / 664"),
    ("safeeyes 2.1", 74600, "87 / 4.3", "104 / 4.4"),
    ("rsibreak 0.12", 45300, "33 / 4.2", "33 / 4.3"),
    ("xautolock", 356, "5.3 / 3.4", "5.7 / 3.6"),
    ("xprintidle once a second", 332, "206 / 4.0", "215 / 4.0"),
    ("xwrits with mouse", 440, "1.9 / 0.65", "1.5 / 0.65"),
    ("swayidle", 524, "0.0 / 0.00", "0.3 / 0.05"),
)
EV_REL, F_SETPIPE_SZ = 2, 1031
DUE = "[micro_break]\nevery = 5s\nlength = 4s\nexpires_after = 12h\n[prompts]\nsettle = 0s\nlull_max = 0s\n[rest_break]\nenabled = no\n"

over = []


class Mouse:
    """A folder with one pipe, event0, in it, which fake-evdev.c makes a mouse of."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.library = self.folder / "fake-evdev.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self.library, ROOT / "tests/bench/fake-evdev.c"], check=True)
        self.input = self.folder / "input"
        self.input.mkdir()
        os.mkfifo(self.input / "event0", 0o600)
        self.fd = os.open(self.input / "event0", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.fcntl(self.fd, F_SETPIPE_SZ, 4096)  # 170 events: an evdev ring is about as large
        self.rate = 0
        self.thread = None

    def move(self, rate):
        """Reports that many motions a second from now on; what does not fit is dropped, as a kernel does."""
        if self.thread:
            self.rate = 0
            self.thread.join()
            self.thread = None
        self.rate = rate
        if rate:
            self.thread = threading.Thread(target=self._drive, daemon=True)
            self.thread.start()

    def _drive(self):
        rate, start, sent = self.rate, time.monotonic(), 0
        while self.rate:
            due = int((time.monotonic() - start) * rate) - sent
            now = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
            event = lambda kind, code, value: struct.pack("llHHi", now // 1000000, now % 1000000, kind, code, value)
            frame = event(EV_REL, 0, 5) + event(EV_REL, 1, 1) + event(0, 0, 0)
            for _ in range(due):
                try:
                    os.write(self.fd, frame)
                except BlockingIOError:
                    break
            sent += due
            time.sleep(max(0.001, 1 / rate))


class Snapshot:
    def __init__(self, pid):
        read = lambda name: pathlib.Path(f"/proc/{pid}/{name}").read_text()
        field = lambda text, name: int(text.split(name + ":")[1].split()[0])
        rollup = read("smaps_rollup")
        self.dirty, self.pss = private_dirty(pid), field(rollup, "\nPss")
        self.cpu_ms = int(read("schedstat").split()[0]) / 1e6
        self.wakeups = field(read("status"), "\nvoluntary_ctxt_switches")
        self.time = time.monotonic()


def row(name, value, limit="", bad=False):
    print(f"{name:<52}{value:>16}   {limit}{'  OVER' if bad else ''}", flush=True)
    if bad:
        over.append(name)


def measure_all(pids, seconds):
    """Of each: CPU in ms a minute, wake-ups a second, KiB of private dirty memory, KiB PSS"""
    before = [Snapshot(pid) for pid in pids]
    time.sleep(seconds)
    after = [Snapshot(pid) for pid in pids]
    return [((b.cpu_ms - a.cpu_ms) * 60 / (b.time - a.time), (b.wakeups - a.wakeups) / (b.time - a.time), b.dirty, b.pss)
            for a, b in zip(before, after)]


def measure(pid, seconds):
    return measure_all([pid], seconds)[0]


def bench_helper(build, seconds):
    """Both processes: ergod-input reads the mouse, ergod is told by it."""
    cpu, wakes = {}, {}
    with Desktop(build) as d, tempfile.TemporaryDirectory() as folder:
        mouse = Mouse(folder)
        env, args = {"LD_PRELOAD": str(mouse.library)}, ["--input-dir", mouse.input]
        d.start_logind_mock()
        d.start_xvfb()
        d.start_dunst()
        with helper.Helper(args=args, build=build, env=env) as h:
            h.login("c1", os.getuid())
            p = d.start_ergod(["--input-socket", h.path])
            wait_for(lambda: "ergod-input" in d.ergoctl("status").stdout, "ergod is told by ergod-input")
            for rate in (0, 125, 1000, 8000):
                mouse.move(rate)
                time.sleep(12)
                told, tells = measure_all([p.pid, h.pid], seconds)
                cpu[rate] = told[0] + tells[0]
                wake = wakes[rate] = told[1] + tells[1]
                limit = 1 / 60 if rate == 0 else 1.2
                row(f"{rate:>5} motions/s: wake-ups/s, ergod + ergod-input", f"{told[1]:.3f} + {tells[1]:.3f}",
                    f"<= {limit:.3f}", wake > limit + 2 / seconds)
                row(f"{rate:>5} motions/s: CPU ms/min, ergod + ergod-input", f"{told[0]:.2f} + {tells[0]:.2f}",
                    "<= 10" if rate else "", rate and cpu[rate] > 10)
            row("private dirty memory then, ergod", f"{told[2]} KiB", "<= 1229", told[2] > 1229)
            row("private dirty memory then, ergod-input", f"{tells[2]} KiB", "<= 512", tells[2] > 512)
            row("PSS then, both", f"{told[3]} + {tells[3]} KiB")
            ratio = cpu[8000] / max(cpu[125], 0.01)
            row("CPU of both at 8,000/s over CPU at 125/s", f"{ratio:.2f}", "<= 1.2", ratio > 1.2)
            ratio = wakes[8000] / max(wakes[125], 0.01)
            row("wake-ups of both at 8,000/s over those at 125/s", f"{ratio:.2f}", "<= 1.2", ratio > 1.2)
            mouse.move(0)
            d.stop(p)

            d.write_config(DUE)
            p = d.start_ergod(["--input-socket", h.path])
            mouse.move(8000)
            wait_for(lambda: d.dunst_count() > 0, "a break is due", 30)
            told, tells = measure_all([p.pid, h.pid], min(seconds, 30))
            # Each has to look once a second then: the helper at its grid, ergod at what it is told.
            row("a break due, 8,000 motions/s: wake-ups/s, both", f"{told[1]:.2f} + {tells[1]:.2f}", "<= 2.2",
                told[1] + tells[1] > 2.2)
            mouse.move(0)
            d.stop(p)
            os.close(mouse.fd)


def bench_daemon(build, seconds):
    cpu = {}
    with Desktop(build) as d, tempfile.TemporaryDirectory() as folder:
        mouse = Mouse(folder)
        env = {"LD_PRELOAD": str(mouse.library)}
        args = ["--input-dir", mouse.input, "--input-socket", f"{folder}/none"]
        d.start_logind_mock()
        d.start_xvfb()
        d.start_dunst()
        start = time.monotonic()
        p = d.start_ergod(args, env=env)
        row("start to READY", f"{(time.monotonic() - start) * 1000:.0f} ms", "<= 50")
        for rate in (0, 125, 1000, 8000):
            mouse.move(rate)
            time.sleep(3)
            cpu[rate], wake, dirty, pss = measure(p.pid, seconds)
            limit = 1 / 60 if rate == 0 else 0.2
            row(f"{rate:>5} motions/s: wake-ups/s", f"{wake:.3f}", f"<= {limit:.3f}", wake > limit + 1 / seconds)
            row(f"{rate:>5} motions/s: CPU ms/min", f"{cpu[rate]:.2f}", "<= 10" if rate else "", rate and cpu[rate] > 10)
        row("private dirty memory then", f"{dirty} KiB", "<= 1229", dirty > 1229)
        row("PSS then", f"{pss} KiB")
        presence = d.ergoctl("status", "--format", "oneline").stdout.strip()
        row("status meanwhile", presence)
        ratio = cpu[8000] / max(cpu[125], 0.01)
        row("CPU at 8,000/s over CPU at 125/s", f"{ratio:.2f}", "<= 1.2", ratio > 1.2)
        mouse.move(0)
        times = []
        for _ in range(21):
            start = time.monotonic()
            d.ergoctl("status")
            times.append((time.monotonic() - start) * 1000)
        row("ergoctl status, median", f"{statistics.median(times):.1f} ms", "<= 10", statistics.median(times) > 10)
        d.stop(p)

        d.write_config(DUE)
        p = d.start_ergod(args, env=env)
        mouse.move(8000)
        wait_for(lambda: d.dunst_count() > 0, "a break is due", 20)
        _, wake, _, _ = measure(p.pid, min(seconds, 30))
        row("a break due, 8,000 motions/s: wake-ups/s", f"{wake:.2f}", "<= 1.2", wake > 1.2)
        mouse.move(0)
        d.stop(p)
        os.close(mouse.fd)


# Writes, and ends without a farewell: the log is full, and the next one to write looks through the whole file.
DIE_WRITING = """import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("UPDATE days SET longest = longest + 1")
os._exit(0)
"""


def start_to_ready(d, history, unclean):
    """The best of five starts, in ms."""
    took = []
    for _ in range(5):
        if unclean:
            subprocess.run([sys.executable, "-c", DIE_WRITING, history], check=True)
        start = time.monotonic()
        p = d.start_ergod(["--input-socket", d.dir / "none"])
        took.append((time.monotonic() - start) * 1000)
        d.stop(p)
    return min(took)


def bench_history(build):
    with Desktop(build) as d:
        folder = d.dir / "state" / "ergod"
        folder.mkdir(mode=0o700)
        subprocess.run([build / "years", "make", folder / "history.db", "3652", str(int(time.time() // 86400) - 1)], check=True)
        took = start_to_ready(d, folder / "history.db", False)
        row("ten years of history: start to READY", f"{took:.0f} ms", "<= 50", took > 50)
        took = start_to_ready(d, folder / "history.db", True)
        row("the same once after a crash: it is looked through", f"{took:.0f} ms")


def bench_engine(build, lines=1000000):
    """Events a second: read from lines of text, and repeated by `every ... for`."""
    with tempfile.NamedTemporaryFile("w", suffix=".t") as f:
        f.writelines(f"{i // 5}.{i % 5 * 2}s pulse keyboard\n" for i in range(lines))
        f.flush()
        start = time.monotonic()
        subprocess.run([build / "ergod", "--replay", f.name], check=True, stdout=subprocess.DEVNULL)
        rate = lines / (time.monotonic() - start)
    row("events/s, each a line of text", f"{rate / 1e6:.2f} million", ">= 2", rate < 2e6)
    with tempfile.NamedTemporaryFile("w", suffix=".t") as f:
        f.write("0s pulse pointer every 100ms for 500h\n500h end\n")
        f.flush()
        start = time.monotonic()
        subprocess.run([build / "ergod", "--replay", f.name], check=True, stdout=subprocess.DEVNULL)
        rate = 500 * 36000 / (time.monotonic() - start)
    row("events/s, repeated by `every`", f"{rate / 1e6:.2f} million", ">= 2", rate < 2e6)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--seconds", type=int, default=60)
    ap.add_argument("build", type=pathlib.Path)
    args = ap.parse_args()
    build = args.build.resolve()
    print(f"ergod, {args.seconds} s a figure{'':<29}{'measured':>16}   budget")
    bench_engine(build)
    print("\nergod reads the devices itself")
    bench_daemon(build, args.seconds)
    print("\nwith a history")
    bench_history(build)
    print("\nergod is told by ergod-input")
    if helper.possible():
        bench_helper(build, args.seconds)
    else:
        print("not measured: no mount name space to be had")
    print(f"\n{'others, as measured once':<28}{'private KiB':>12}{'idle: CPU / wake-ups':>24}{'8,000/s':>16}")
    for name, private, idle, busy in PEERS:
        print(f"{name:<28}{private:>12,}{idle:>24}{busy:>16}")
    if over:
        print(f"\nover budget: {'; '.join(over)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
