/*
 * Outputs, CRTCs and monitors of RandR as the monitors that stand on a desk.  Nothing here lets the server
 * probe the hardware; whatever vanishes between two requests is left out, for an event follows.
 *
 * What a RandR monitor says of millimetres is not what its output says: the server does not turn them
 * with the image, and makes them up (96 dpi) for outputs that have none.  So the outputs are asked, and the
 * monitor only where somebody has given it a size of its own.
 */
#include <X11/Xatom.h>
#include <X11/extensions/Xrandr.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define OUTPUTS_MAX 64 /* that are looked at */
#define PARTS_MAX   8  /* outputs of one monitor */

struct rect {
	int x, y;
	unsigned width, height;
};

/* An output that shows an image. */
struct output {
	RROutput id;
	RRCrtc crtc;
	struct rect rect;
	struct size_mm mm;      /* of RandR, not turned */
	struct monitor monitor; /* all but .primary */
};

struct reader {
	Display *display;
	Window root;
	Atom edid;
	RROutput primary;
	XRRScreenResources *resources;
	unsigned looked_at;
	struct monitors list;
};

/* ---- one output ---- */

static void read_edid(const struct reader *r, RROutput id, struct monitor *m)
{
	unsigned char *data = NULL;
	unsigned long n = 0, left = 0;
	struct edid edid;
	int format = 0;
	Atom type;

	if (XRRGetOutputProperty(r->display, id, r->edid, 0, EDID_BLOCK / 4, False, False,
				 AnyPropertyType, &type, &format, &n, &left, &data) != Success) {
		return;
	}
	if (data && format == 8 && edid_parse(data, n, &edid) == 0) {
		monitor_apply_edid(m, &edid);
	}
	if (data) {
		(void) XFree(data);
	}
}

static unsigned rotation_degrees(Rotation rotation)
{
	switch (rotation & 0xf) {
	case RR_Rotate_90:
		return 90;
	case RR_Rotate_180:
		return 180;
	case RR_Rotate_270:
		return 270;
	default:
		return 0;
	}
}

static struct size_mm turned(const struct monitor *m, struct size_mm mm)
{
	if (m->rotation == 90 || m->rotation == 270) {
		return (struct size_mm){ .width = mm.height, .height = mm.width };
	}
	return mm;
}

static struct size_mm size_of(unsigned long width, unsigned long height)
{
	return (struct size_mm){ .width = (unsigned) width, .height = (unsigned) height };
}

static void place(struct monitor *m, const struct rect *rect)
{
	m->positioned = true;
	m->x = rect->x;
	m->y = rect->y;
	m->width_px = rect->width;
	m->height_px = rect->height;
}

static bool read_crtc(const struct reader *r, RRCrtc id, struct output *o)
{
	XRRCrtcInfo *info = XRRGetCrtcInfo(r->display, r->resources, id);
	bool lit = info && info->mode != None;

	if (lit) {
		o->crtc = id;
		o->rect = (struct rect){ info->x, info->y, info->width, info->height };
		o->monitor.rotation = rotation_degrees(info->rotation);
		o->monitor.reflected = info->rotation & (RR_Reflect_X | RR_Reflect_Y);
		place(&o->monitor, &o->rect);
	}
	if (info) {
		XRRFreeCrtcInfo(info);
	}
	return lit;
}

/* False: it shows no image, or is no more. */
static bool read_output(struct reader *r, RROutput id, struct output *o)
{
	XRROutputInfo *info;
	bool lit;

	*o = (struct output){ .id = id, .crtc = None };
	if (r->looked_at++ >= OUTPUTS_MAX) {
		return false;
	}
	info = XRRGetOutputInfo(r->display, r->resources, id);
	lit = info && info->crtc != None && read_crtc(r, info->crtc, o);
	if (lit) {
		monitor_text(o->monitor.output, sizeof(o->monitor.output), info->name,
			     (size_t) info->nameLen);
		o->monitor.internal = output_is_internal(o->monitor.output);
		o->monitor.outputs = 1;
		o->mm = size_of(info->mm_width, info->mm_height);
		o->monitor.told[SIZE_RANDR] = turned(&o->monitor, o->mm);
		read_edid(r, id, &o->monitor);
	}
	if (info) {
		XRRFreeOutputInfo(info);
	}
	return lit;
}

static void add(struct reader *r, const struct monitor *m)
{
	struct monitors *list = &r->list;

	if (list->n == MONITORS_MAX) {
		list->dropped++;
		return;
	}
	list->m[list->n] = *m;
	monitor_choose_size(&list->m[list->n]);
	list->n++;
}

/* ---- monitors of RandR 1.5 ---- */

static struct rect rect_of(const XRRMonitorInfo *info)
{
	return (struct rect){ info->x, info->y, (unsigned) info->width, (unsigned) info->height };
}

static bool same_rect(const struct rect *a, const struct rect *b)
{
	return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

static bool same_mm(struct size_mm a, struct size_mm b)
{
	return a.width == b.width && a.height == b.height;
}

/* What the server makes up for pixels. */
static unsigned made_up(unsigned px)
{
	return (unsigned) (px * 25.4 / 96 + 0.5);
}

/* Somebody has given the monitor a size of its own.  `first`: its first output; NULL: none. */
static bool has_own_size(const XRRMonitorInfo *info, const struct output *first)
{
	struct size_mm mm = size_of((unsigned long) info->mwidth, (unsigned long) info->mheight);

	if (info->automatic || mm.width == 0 || mm.height == 0) {
		return false;
	}
	return !first || !(same_mm(mm, first->mm) || (mm.width == made_up(first->rect.width) &&
						      mm.height == made_up(first->rect.height)));
}

static void name_monitor(const struct reader *r, const XRRMonitorInfo *info, struct monitor *m)
{
	char *name = XGetAtomName(r->display, info->name);

	if (name) {
		monitor_text(m->output, sizeof(m->output), name, strnlen(name, sizeof(m->output)));
		(void) XFree(name);
	}
}

/* A size that fits the pixels, as far as can be told. */
static bool fits(struct size_mm mm, const struct rect *rect)
{
	struct monitor m = { .width_px = rect->width, .height_px = rect->height };

	if (rect->width == 0 || rect->height == 0) {
		return false;
	}
	m.told[SIZE_RANDR] = mm;
	monitor_choose_size(&m);
	return m.size_source == SIZE_RANDR;
}

/*
 * What an output tells, for the whole that it is a part of: a tile tells the size of the whole panel, a
 * screen of a wall its own.  Where it could be either it is left out.
 */
static struct size_mm of_whole(struct size_mm mm, const struct output *first,
			       const struct rect *whole)
{
	const struct rect *part = &first->rect;
	bool tile = fits(mm, whole), screen = fits(mm, part);

	if (tile == screen) {
		return (struct size_mm){ 0 };
	}
	if (screen) {
		mm.width = (unsigned) ((uint64_t) mm.width * whole->width / part->width);
		mm.height = (unsigned) ((uint64_t) mm.height * whole->height / part->height);
	}
	return mm;
}

/* By the name of the RandR monitor: several outputs with an image each, a part of one, or none. */
static void add_composed(struct reader *r, const XRRMonitorInfo *info, const struct output *first,
			 unsigned n)
{
	static const enum size_source sources[] = { SIZE_EDID_TIMING, SIZE_EDID, SIZE_RANDR };
	struct monitor m = n > 0 ? first->monitor : (struct monitor){ .outputs = 0 };
	struct rect rect = rect_of(info);

	m.outputs = n;
	m.primary = info->primary;
	for (size_t i = 0; i < ELEMENTSOF(sources); i++) {
		m.told[sources[i]] =
			n > 1 ? of_whole(m.told[sources[i]], first, &rect) : (struct size_mm){ 0 };
	}
	if (n == 1) {
		m.vendor[0] = m.model[0] = m.serial[0] = '\0'; /* two parts would have the same */
	}
	if (has_own_size(info, n > 0 ? first : NULL)) {
		m.told[SIZE_RANDR] =
			size_of((unsigned long) info->mwidth, (unsigned long) info->mheight);
	}
	place(&m, &rect);
	name_monitor(r, info, &m);
	add(r, &m);
}

/* Outputs of one CRTC show the same, each on a panel of its own. */
static void add_clones(struct reader *r, const XRRMonitorInfo *info, struct output *o, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		o[i].monitor.primary = info->primary && (n == 1 || o[i].id == r->primary);
		if (n == 1 && has_own_size(info, o)) {
			o[i].monitor.told[SIZE_RANDR] = size_of((unsigned long) info->mwidth,
								(unsigned long) info->mheight);
		}
		add(r, &o[i].monitor);
	}
}

static void add_monitor(struct reader *r, const XRRMonitorInfo *info)
{
	struct rect rect = rect_of(info);
	struct output lit[PARTS_MAX];
	unsigned n = 0, alike = 0;

	for (int i = 0; i < info->noutput && n < PARTS_MAX; i++) {
		if (read_output(r, info->outputs[i], &lit[n])) {
			alike += lit[n].crtc == lit[0].crtc;
			n++;
		}
	}
	if (n == 0 && info->noutput > 0) {
		return;
	}
	if (n == 0 || alike < n) {
		add_composed(r, info, lit, n);
	} else if (info->automatic || same_rect(&lit[0].rect, &rect)) {
		add_clones(r, info, lit, n);
	} else {
		add_composed(r, info, lit, 1);
	}
}

static bool read_monitors(struct reader *r)
{
	int n = -1; /* and stays so when there is no answer */
	XRRMonitorInfo *all = XRRGetMonitors(r->display, r->root, True, &n);

	for (int i = 0; i < n && all; i++) {
		if (r->list.n < MONITORS_MAX) {
			add_monitor(r, &all[i]);
		} else { /* anybody can make thousands: not a round trip for each */
			r->list.dropped++;
		}
	}
	if (all) {
		XRRFreeMonitors(all);
	}
	return n >= 0;
}

/* ---- before that ---- */

static void read_outputs(struct reader *r)
{
	for (int i = 0; i < r->resources->noutput; i++) {
		struct output o;

		if (read_output(r, r->resources->outputs[i], &o)) {
			o.monitor.primary = r->resources->outputs[i] == r->primary;
			add(r, &o.monitor);
		}
	}
}

/* The screen as a whole, of a size that the server makes up. */
static void read_screen(struct reader *r)
{
	int screen = DefaultScreen(r->display);
	struct monitor m = { .output = "screen", .primary = true };
	struct rect rect = { 0, 0, (unsigned) DisplayWidth(r->display, screen),
			     (unsigned) DisplayHeight(r->display, screen) };

	place(&m, &rect);
	add(r, &m);
}

bool x11_outputs_read(Display *display, int minor, Atom edid, struct monitors *ret)
{
	struct reader r = {
		.display = display,
		.root = DefaultRootWindow(display),
		.edid = edid,
		.list.backend = BACKEND_X11,
	};
	bool told = true;

	if (minor < 3) { /* before 1.3 every way to ask probes */
		read_screen(&r);
	} else {
		r.resources = XRRGetScreenResourcesCurrent(display, r.root);
		if (!r.resources) {
			return false;
		}
		r.primary = XRRGetOutputPrimary(display, r.root);
		if (minor >= 5) {
			told = read_monitors(&r);
		} else {
			read_outputs(&r);
		}
		XRRFreeScreenResources(r.resources);
	}
	if (told) {
		monitors_sort(&r.list);
		*ret = r.list;
	}
	return told;
}
