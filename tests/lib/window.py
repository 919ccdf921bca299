"""Windows of our own under a real window manager: shown, focused, made full-screen and not, by what any client may ask."""

import ctypes

from desktop import wait_for

ADD, REMOVE = 1, 0
CLIENT_MESSAGE = 33
ROOT_EVENTS = 1 << 19 | 1 << 20  # SubstructureNotify, SubstructureRedirect
ANY_TYPE = 0


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
                ("data", ctypes.c_long * 5), ("pad", ctypes.c_long * 12)]


class Screen:
    """A context manager: a connection to the X server of `desktop`; `manage()` starts openbox there."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        for name in ("XDefaultRootWindow", "XInternAtom", "XCreateSimpleWindow"):
            getattr(self.x, name).restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(desktop.env["DISPLAY"].encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.x.XCloseDisplay(self.display)

    def atom(self, name):
        return self.x.XInternAtom(self.display, name.encode(), 0)

    def value(self, window, name):
        """The first number of a property of 32 bits; 0: it is not there."""
        kind, form, n, left = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
        data = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XGetWindowProperty(self.display, ctypes.c_ulong(window), ctypes.c_ulong(self.atom(name)), ctypes.c_long(0), ctypes.c_long(1), 0,
                                  ctypes.c_ulong(ANY_TYPE), ctypes.byref(kind), ctypes.byref(form), ctypes.byref(n),
                                  ctypes.byref(left), ctypes.byref(data))
        value = data[0] if data and n.value and form.value == 32 else 0
        if data:
            self.x.XFree(data)
        return value

    def manage(self):
        """Returns when openbox manages windows."""
        self.desktop.spawn(["openbox", "--sm-disable"])

        def managed():
            check = self.value(self.root.value, "_NET_SUPPORTING_WM_CHECK")
            return check and self.value(check, "_NET_SUPPORTING_WM_CHECK") == check
        wait_for(managed, "openbox manages")

    def point_at(self, x, y=300):
        self.x.XWarpPointer(self.display, None, self.root, 0, 0, 0, 0, x, y)
        self.x.XSync(self.display, 0)

    def show(self, x):
        """A window at x, which gets the focus."""
        w = Window(self, x)

        def shown():  # an openbox that has just begun may overlook the first time
            self.x.XMapWindow(self.display, ctypes.c_ulong(w.id))
            self.x.XSync(self.display, 0)
            return self.value(w.id, "WM_STATE") == 1
        wait_for(shown, "the window is shown")
        w.focus()
        return w


class Window:
    def __init__(self, screen, x):
        self.s = screen
        self.id = screen.x.XCreateSimpleWindow(screen.display, screen.root, x, 100, 300, 200, 0, ctypes.c_ulong(0), ctypes.c_ulong(0))
        screen.point_at(x + 50, 150)
        # USPosition: where we say, not where the window manager would like it
        hints = (ctypes.c_long * 18)(1, x, 100, 300, 200)
        screen.x.XSetWMNormalHints(screen.display, ctypes.c_ulong(self.id), hints)

    def ask(self, message, *data):
        s = self.s
        e = ClientMessage(type=CLIENT_MESSAGE, window=self.id, message_type=s.atom(message), format=32)
        e.data[:len(data)] = data
        s.x.XSendEvent(s.display, s.root, 0, ctypes.c_long(ROOT_EVENTS), ctypes.byref(e))
        s.x.XSync(s.display, 0)

    def full_screen(self, on=True):
        full = self.s.atom("_NET_WM_STATE_FULLSCREEN")
        self.ask("_NET_WM_STATE", ADD if on else REMOVE, full, 0, 1)
        wait_for(lambda: (self.s.value(self.id, "_NET_WM_STATE") == full) == on, "the window fills the screen")

    def focus(self):
        def focused():
            self.ask("_NET_ACTIVE_WINDOW", 2)
            return self.s.value(self.s.root.value, "_NET_ACTIVE_WINDOW") == self.id
        wait_for(focused, "the window has the focus")
