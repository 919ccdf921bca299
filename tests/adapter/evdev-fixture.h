/*
 * Event devices for the evdev source, read through libevdev in a umockdev testbed.  A device is a
 * FIFO with an ioctl handler of our own, since umockdev's recorded ioctls know neither masks nor
 * clocks; it filters what it is asked to mask as a kernel does.  To be run in umockdev-wrapper.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <systemd/sd-event.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#include "input/evdev.h"

#define MAYBE_UNUSED __attribute__((unused))
#define MOCKS_MAX    96
#define PATIENCE     (30 * USEC_PER_SEC) /* until a test gives up: a machine may be busy */
#define END          0xffff              /* of a list of codes */
#define RANGE        0xfffe              /* in a list: this, then first and last */

/* What a device is; lists end with END. */
struct mock_kind {
	const char *name;
	uint16_t bus;
	uint16_t props[4], keys[24], rels[12], abs[16], others[8]; /* others: further event types */
};

struct mock {
	unsigned number;
	struct mock_kind kind;
	int fd; /* what is written here is read by the source */
	UMockdevIoctlBase *handler;
	bool refuse_mask, refuse_clock;
	atomic_bool revoked, stalled;    /* reading fails; finds nothing */
	atomic_int opened, reads, clock; /* clock: as set, -1 before */
	uint8_t mask[EV_CNT][KEY_CNT / 8];
	bool masked[EV_CNT];
};

struct fixture {
	UMockdevTestbed *testbed;
	char dir[PATH_MAX]; /* the testbed's /dev/input as others see it */
	sd_event *event;
	struct evdev_source *source;
	struct evdev_config config;
	struct mock *mocks[MOCKS_MAX];
	size_t n_mocks;

	unsigned ready, changed;
	bool drain_when_ready;
	struct pulse_run runs[4096];
	size_t n_runs;
};

static const uint16_t none_of[] MAYBE_UNUSED = { END };

#define KEYBOARD                                                                                   \
	((struct mock_kind){                                                                       \
		.name = "Test keyboard",                                                           \
		.bus = BUS_USB,                                                                    \
		.props = { END },                                                                  \
		.keys = { RANGE, KEY_ESC, KEY_F10, END },                                          \
		.rels = { END },                                                                   \
		.abs = { END },                                                                    \
		.others = { EV_MSC, EV_LED, EV_REP, END },                                         \
	})
#define MOUSE                                                                                      \
	((struct mock_kind){                                                                       \
		.name = "Test mouse",                                                              \
		.bus = BUS_USB,                                                                    \
		.props = { END },                                                                  \
		.keys = { BTN_LEFT, BTN_RIGHT, BTN_MIDDLE, END },                                  \
		.rels = { REL_X, REL_Y, REL_WHEEL, REL_WHEEL_HI_RES, END },                        \
		.abs = { END },                                                                    \
		.others = { EV_MSC, END },                                                         \
	})
#define GAMEPAD                                                                                    \
	((struct mock_kind){                                                                       \
		.name = "Test pad",                                                                \
		.bus = BUS_USB,                                                                    \
		.props = { END },                                                                  \
		.keys = { RANGE, BTN_SOUTH, BTN_THUMBR, END },                                     \
		.rels = { END },                                                                   \
		.abs = { ABS_X, ABS_Y, ABS_RX, ABS_RY, ABS_HAT0X, END },                           \
		.others = { EV_FF, END },                                                          \
	})

static MAYBE_UNUSED usec_t boot_now(void)
{
	struct timespec ts;

	assert_return_code(clock_gettime(CLOCK_BOOTTIME, &ts), errno);
	return (usec_t) ts.tv_sec * USEC_PER_SEC + (usec_t) ts.tv_nsec / 1000;
}

/* ---- the kernel's side ---- */

static void set_codes(uint8_t *bits, const uint16_t *codes)
{
	for (; *codes != END; codes++) {
		unsigned first = *codes, last = *codes;

		if (first == RANGE) {
			first = codes[1];
			last = codes[2];
			codes += 2;
		}
		for (unsigned c = first; c <= last; c++) {
			bits[c / 8] |= (uint8_t) (1u << c % 8);
		}
	}
}

static void answer(UMockdevIoctlClient *client, const void *data, size_t have, size_t size)
{
	UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
	UMockdevIoctlData *out = umockdev_ioctl_data_resolve(arg, 0, size, NULL);
	guint8 *copy = g_malloc0(size + 1);

	memcpy(copy, data, have < size ? have : size);
	umockdev_ioctl_data_update(out, 0, copy, (gint) size);
	g_free(copy);
	umockdev_ioctl_data_unref(out);
	umockdev_ioctl_client_complete(client, (glong) (have < size ? have : size), 0);
}

static void take_mask(struct mock *m, UMockdevIoctlClient *client)
{
	UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
	UMockdevIoctlData *in =
		umockdev_ioctl_data_resolve(arg, 0, sizeof(struct input_mask), NULL);
	UMockdevIoctlData *codes;
	struct input_mask mask;

	memcpy(&mask, in->data, sizeof(mask));
	if (mask.codes_size % sizeof(long) != 0) {
		umockdev_ioctl_data_unref(in);
		umockdev_ioctl_client_complete(client, -1,
					       EINVAL); /* as a kernel: whole longs only */
		return;
	}
	codes = umockdev_ioctl_data_resolve(in, offsetof(struct input_mask, codes_ptr),
					    mask.codes_size, NULL);
	assert_true(mask.type < EV_CNT && mask.codes_size <= sizeof(m->mask[0]));
	memset(m->mask[mask.type], 0, sizeof(m->mask[0]));
	memcpy(m->mask[mask.type], codes->data, mask.codes_size);
	m->masked[mask.type] = true;
	umockdev_ioctl_data_unref(codes);
	umockdev_ioctl_data_unref(in);
	umockdev_ioctl_client_complete(client, 0, 0);
}

static void take_clock(struct mock *m, UMockdevIoctlClient *client)
{
	UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
	UMockdevIoctlData *in = umockdev_ioctl_data_resolve(arg, 0, sizeof(int), NULL);
	int id;

	memcpy(&id, in->data, sizeof(id));
	atomic_store(&m->clock, id);
	umockdev_ioctl_data_unref(in);
	umockdev_ioctl_client_complete(client, 0, 0);
}

static void answer_bits(const struct mock *m, UMockdevIoctlClient *client, unsigned type,
			size_t size)
{
	const struct mock_kind *k = &m->kind;
	uint8_t bits[KEY_CNT / 8] = { 0 };

	switch (type) {
	case 0:
		set_codes(bits, (uint16_t[]){ EV_SYN, END });
		set_codes(bits, k->keys[0] == END ? none_of : (uint16_t[]){ EV_KEY, END });
		set_codes(bits, k->rels[0] == END ? none_of : (uint16_t[]){ EV_REL, END });
		set_codes(bits, k->abs[0] == END ? none_of : (uint16_t[]){ EV_ABS, END });
		set_codes(bits, k->others);
		break;
	case EV_KEY:
		set_codes(bits, k->keys);
		break;
	case EV_REL:
		set_codes(bits, k->rels);
		break;
	case EV_ABS:
		set_codes(bits, k->abs);
		break;
	default:
		bits[0] = 1; /* one code of each further type */
		break;
	}
	answer(client, bits, sizeof(bits), size);
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer userdata)
{
	unsigned long request = umockdev_ioctl_client_get_request(client);
	unsigned nr = _IOC_NR(request), size = _IOC_SIZE(request);
	struct mock *m = userdata;
	struct input_id id = { .bustype = m->kind.bus };
	struct input_absinfo info = { .maximum = 1000 };
	uint8_t props[8] = { 0 };

	(void) base;
	if (_IOC_TYPE(request) != 'E') {
		return FALSE;
	}
	if (atomic_load(&m->revoked)) {
		umockdev_ioctl_client_complete(client, -1, ENODEV);
	} else if (request == EVIOCSMASK && !m->refuse_mask) {
		take_mask(m, client);
	} else if (request == EVIOCSCLOCKID && !m->refuse_clock) {
		take_clock(m, client);
	} else if (request == EVIOCGVERSION) {
		answer(client, &(int){ EV_VERSION }, sizeof(int), sizeof(int));
	} else if (request == EVIOCGID) {
		atomic_fetch_add(&m->opened, 1);
		answer(client, &id, sizeof(id), sizeof(id));
	} else if (nr == _IOC_NR(EVIOCGNAME(0))) {
		answer(client, m->kind.name, strlen(m->kind.name) + 1, size);
	} else if (nr == _IOC_NR(EVIOCGPROP(0))) {
		set_codes(props, m->kind.props);
		answer(client, props, sizeof(props), size);
	} else if (nr >= _IOC_NR(EVIOCGBIT(0, 0)) && nr < _IOC_NR(EVIOCGBIT(EV_CNT, 0))) {
		answer_bits(m, client, nr - _IOC_NR(EVIOCGBIT(0, 0)), size);
	} else if (nr >= _IOC_NR(EVIOCGABS(0)) && nr < _IOC_NR(EVIOCGABS(ABS_CNT))) {
		answer(client, &info, sizeof(info), size);
	} else if (_IOC_DIR(request) == _IOC_READ && nr != _IOC_NR(EVIOCGPHYS(0)) &&
		   nr != _IOC_NR(EVIOCGUNIQ(0))) {
		answer(client, "", 0, size); /* states: nothing is pressed */
	} else {
		umockdev_ioctl_client_complete(client, -1, ENOENT);
	}
	return TRUE;
}

static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer userdata)
{
	struct mock *m = userdata;

	(void) base;
	atomic_fetch_add(&m->reads, 1);
	if (!atomic_load(&m->revoked) && !atomic_load(&m->stalled)) {
		return FALSE;
	}
	umockdev_ioctl_client_complete(client, -1, atomic_load(&m->revoked) ? ENODEV : EAGAIN);
	return TRUE;
}

/* ---- devices ---- */

static MAYBE_UNUSED const char *mock_path(const struct fixture *f, unsigned number)
{
	static char path[PATH_MAX + 32];

	(void) snprintf(path, sizeof(path), "%s/event%u", f->dir, number);
	return path;
}

/* The device exists for the kernel, but has no node yet. */
static MAYBE_UNUSED struct mock *mock_new(struct fixture *f, unsigned number, struct mock_kind kind)
{
	struct mock *m = calloc(1, sizeof(*m));
	char dev[64];

	assert_non_null(m);
	assert_true(f->n_mocks < MOCKS_MAX);
	m->number = number;
	m->kind = kind;
	m->fd = -1;
	atomic_init(&m->clock, -1);
	m->handler = umockdev_ioctl_base_new();
	g_signal_connect(m->handler, "handle-ioctl", G_CALLBACK(on_ioctl), m);
	g_signal_connect(m->handler, "handle-read", G_CALLBACK(on_read), m);
	(void) snprintf(dev, sizeof(dev), "/dev/input/event%u", number);
	assert_true(umockdev_testbed_attach_ioctl(f->testbed, dev, m->handler, NULL));
	f->mocks[f->n_mocks++] = m;
	return m;
}

/* Makes the node, under the name it gets in the end: others see one event. */
static MAYBE_UNUSED void mock_plug(struct fixture *f, struct mock *m)
{
	char hidden[PATH_MAX + 32];

	(void) snprintf(hidden, sizeof(hidden), "%s/.new", f->dir);
	umockdev_testbed_disable(f->testbed);
	assert_return_code(mkfifo(hidden, 0600), errno);
	m->fd = open(hidden, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	assert_return_code(m->fd, errno);
	assert_return_code(rename(hidden, mock_path(f, m->number)), errno);
	umockdev_testbed_enable(f->testbed);
}

static MAYBE_UNUSED struct mock *mock_add(struct fixture *f, unsigned number, struct mock_kind kind)
{
	struct mock *m = mock_new(f, number, kind);

	mock_plug(f, m);
	return m;
}

/* The node goes; with `hangup` its reader is told too. */
static MAYBE_UNUSED void mock_unplug(struct fixture *f, struct mock *m, bool node, bool hangup)
{
	if (node) {
		umockdev_testbed_disable(f->testbed);
		assert_return_code(unlink(mock_path(f, m->number)), errno);
		umockdev_testbed_enable(f->testbed);
	}
	if (hangup) {
		(void) close(m->fd);
		m->fd = -1;
	}
}

static bool mock_passes(const struct mock *m, unsigned type, unsigned code)
{
	if (type == EV_SYN) {
		return true;
	}
	if (m->masked[EV_SYN] && !(m->mask[EV_SYN][type / 8] & 1u << type % 8)) {
		return false;
	}
	return !m->masked[type] || m->mask[type][code / 8] & 1u << code % 8;
}

/* One event and its SYN_REPORT at boot time t; an empty frame is not passed on. */
static MAYBE_UNUSED bool mock_emit_at(struct mock *m, usec_t t, unsigned type, unsigned code,
				      int value)
{
	struct input_event e[2] = { 0 };

	for (size_t i = 0; i < 2; i++) {
		e[i].input_event_sec = (__typeof__(e[i].input_event_sec)) (t / USEC_PER_SEC);
		e[i].input_event_usec = (__typeof__(e[i].input_event_usec)) (t % USEC_PER_SEC);
	}
	e[0].type = (uint16_t) type;
	e[0].code = (uint16_t) code;
	e[0].value = value;
	return !mock_passes(m, type, code) || write(m->fd, e, sizeof(e)) == sizeof(e);
}

static MAYBE_UNUSED void mock_emit(struct mock *m, unsigned type, unsigned code, int value)
{
	assert_true(mock_emit_at(m, boot_now(), type, code, value));
}

/* ---- the source's side ---- */

static void on_run(const struct pulse_run *run, void *userdata)
{
	struct fixture *f = userdata;

	assert_true(f->n_runs < sizeof(f->runs) / sizeof(f->runs[0]));
	f->runs[f->n_runs++] = *run;
}

static void on_ready(void *userdata)
{
	struct fixture *f = userdata;

	f->ready++;
	if (f->drain_when_ready) {
		evdev_source_drain(f->source, boot_now(), on_run, f);
	}
}

static void on_changed(void *userdata)
{
	struct fixture *f = userdata;

	f->changed++;
}

static MAYBE_UNUSED void start(struct fixture *f)
{
	static const struct source_callbacks callbacks = { .ready = on_ready,
							   .changed = on_changed };

	assert_return_code(evdev_source_new(&f->source, f->event, &f->config, &callbacks, f), 0);
}

static MAYBE_UNUSED void run_for(struct fixture *f, usec_t d)
{
	usec_t end = boot_now() + d;

	for (usec_t now = boot_now(); now < end; now = boot_now()) {
		assert_return_code(sd_event_run(f->event, end - now), 0);
	}
}

/* Runs the loop until there is nothing to do at once. */
static MAYBE_UNUSED void settle(struct fixture *f)
{
	while (sd_event_run(f->event, 0) > 0) {
	}
}

#define run_until(f, condition)                                                                    \
	do {                                                                                       \
		usec_t deadline_ = boot_now() + PATIENCE;                                          \
		while (!(condition) && boot_now() < deadline_) {                                   \
			assert_return_code(sd_event_run((f)->event, 50 * USEC_PER_MS), 0);         \
		}                                                                                  \
		assert_true(condition);                                                            \
	} while (0)

/* What is there now; the runs of before are dropped. */
static MAYBE_UNUSED size_t drain(struct fixture *f)
{
	f->n_runs = 0;
	evdev_source_drain(f->source, boot_now(), on_run, f);
	return f->n_runs;
}

static MAYBE_UNUSED enum health_level health(const struct fixture *f, const char *text)
{
	struct health h;

	evdev_source_health(f->source, &h);
	if (text && !strstr(h.text, text)) {
		fail_msg("health says \"%s\", not \"%s\"", h.text, text);
	}
	assert_string_equal(h.name, "input");
	assert_true(strlen(h.text) < sizeof(h.text) - 1);
	return h.level;
}

static MAYBE_UNUSED int fixture_set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	gchar *root;

	assert_non_null(f);
	f->testbed = umockdev_testbed_new();
	root = umockdev_testbed_get_root_dir(f->testbed);
	umockdev_testbed_disable(f->testbed);
	(void) snprintf(f->dir, sizeof(f->dir), "%s/dev", root);
	(void) mkdir(f->dir, 0755);
	(void) snprintf(f->dir, sizeof(f->dir), "%s/dev/input", root);
	g_free(root);
	assert_return_code(mkdir(f->dir, 0755), errno);
	umockdev_testbed_enable(f->testbed);
	assert_return_code(sd_event_new(&f->event), 0);
	f->config.motion_slop = 3;
	f->drain_when_ready = true;
	*state = f;
	return 0;
}

static MAYBE_UNUSED int fixture_tear_down(void **state)
{
	struct fixture *f = *state;
	char dev[64];

	f->source = evdev_source_free(f->source);
	for (size_t i = 0; i < f->n_mocks; i++) {
		struct mock *m = f->mocks[i];

		(void) snprintf(dev, sizeof(dev), "/dev/input/event%u", m->number);
		(void) umockdev_testbed_detach_ioctl(f->testbed, dev, NULL);
		if (m->fd >= 0) {
			(void) close(m->fd);
		}
		g_object_unref(m->handler);
		free(m);
	}
	sd_event_unref(f->event);
	umockdev_testbed_clear(f->testbed);
	g_object_unref(f->testbed);
	free(f);
	return 0;
}
