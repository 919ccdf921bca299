/* `ergoctl monitors`: what is known of each screen, who told it, and what is not believed of it. */
#include <math.h>
#include <string.h>

#include "audit-data.h"
#include "ergo/tr.h"
#include "output.h"
#include "words.h"

char *shell_word(char buf[static SHELL_WORD_MAX], const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789._-+:@%/";
	size_t n = 0;

	if (*name && *name != '-' && name[strspn(name, plain)] == '\0') {
		(void) snprintf(buf, SHELL_WORD_MAX, "%s", name);
		return buf;
	}
	buf[n++] = '\'';
	for (; *name && n + 6 < SHELL_WORD_MAX; name++) {
		if (*name == '\'') {
			(void) memcpy(buf + n, "'\\''", 4);
			n += 4;
		} else {
			buf[n++] = *name;
		}
	}
	buf[n++] = '\'';
	buf[n] = '\0';
	return buf;
}

static const char *source_words(enum size_source s)
{
	switch (s) {
	case SIZE_INI:
		return "ergod.ini";
	case SIZE_EDID_TIMING:
		return _("EDID, mm");
	case SIZE_EDID:
		return _("EDID, cm");
	case SIZE_RANDR:
		return _("X server");
	case SIZE_UNKNOWN:
	case _SIZE_SOURCE_MAX:
		break;
	}
	return _("nobody");
}

static const char *teller_words(enum size_source s)
{
	return s == SIZE_RANDR ? _("the X server") : _("its EDID");
}

static const char *doubt_words(enum size_doubt d)
{
	switch (d) {
	case DOUBT_ZERO:
		return _("which is no size");
	case DOUBT_ASPECT:
		return _("an aspect ratio in place of a size");
	case DOUBT_DPI:
		return _("which does not fit its pixels (50 to 400 dots an inch)");
	case DOUBT_ANISOTROPIC:
		return _("of another shape than its pixels");
	case DOUBT_DIFFERS:
		return _("far from what the others say");
	case DOUBT_NONE:
	case DOUBT_ABSENT:
	case _SIZE_DOUBT_MAX:
		break;
	}
	return NULL;
}

static void add_traits(const struct monitor *m, struct text *t)
{
	const struct {
		bool holds;
		const char *word;
	} traits[] = {
		{ m->primary, _("primary") },
		{ m->internal, _("built in") },
		{ m->rotation == 90, _("turned left") },
		{ m->rotation == 180, _("upside down") },
		{ m->rotation == 270, _("turned right") },
		{ m->reflected, _("mirrored") },
		{ m->outputs > 1, _("of several outputs") },
	};

	for (size_t i = 0; i < ELEMENTSOF(traits); i++) {
		if (traits[i].holds) {
			list_add(t, traits[i].word);
		}
	}
}

static int add_row(struct table *table, const struct monitor *m)
{
	struct text size = {}, pixels = {}, dpi = {}, at = {}, traits = {};
	bool known = m->size.width && m->size.height;

	if (known) {
		text_add(&size, _("%ux%u mm, %.1f in"), m->size.width, m->size.height,
			 monitor_diagonal_in(m));
	} else {
		text_add(&size, _("unknown"));
	}
	if (m->width_px) {
		text_add(&pixels, "%ux%u", m->width_px, m->height_px);
	}
	if (!isnan(monitor_dpi(m))) {
		text_add(&dpi, "%.0f", monitor_dpi(m));
	}
	if (m->positioned) {
		text_add(&at, "%d,%d", m->x, m->y);
	}
	add_traits(m, &traits);
	return table_row(table, TONE_PLAIN,
			 (const char *[]){ m->output, *m->model ? m->model : m->vendor, size.s,
					   known ? source_words(m->size_source) : "", pixels.s,
					   dpi.s, at.s, traits.s });
}

/* What was told of its size and is not believed, and what to do where that leaves nothing. */
static void say_doubts(const struct monitor *m)
{
	bool known = m->size.width && m->size.height;
	char word[SHELL_WORD_MAX];
	struct text doubts = {};

	for (int i = SIZE_EDID_TIMING; i < _SIZE_SOURCE_MAX; i++) {
		const struct size_mm *told = &m->told[i];
		const char *why = doubt_words(m->doubt[i]);

		if (why) {
			text_add(&doubts, "%s", doubts.n ? "; " : "");
			text_add(&doubts, _("%s says %ux%u mm, %s"), teller_words(i), told->width,
				 told->height, why);
		}
	}
	if (!known && doubts.n) {
		out_text(_("%s: %s. Measure its diagonal: ergoctl setup --monitor %s"), m->output,
			 doubts.s, shell_word(word, m->output));
	} else if (!known) {
		out_text(_("%s: nobody tells its size. Measure its diagonal: ergoctl setup "
			   "--monitor %s"),
			 m->output, shell_word(word, m->output));
	} else if (doubts.n) {
		out_text(_("%s: %s; %s is believed"), m->output, doubts.s,
			 source_words(m->size_source));
	}
}

static void say_backend(const struct monitors *m)
{
	switch (m->backend) {
	case BACKEND_XWAYLAND:
		out_text(
			_("Told by XWayland: places and pixels are of its own, scaled space; sizes "
			  "are those of the kernel's EDIDs."));
		break;
	case BACKEND_DRM:
		out_text(_("Told by the kernel (DRM), as there is no X server: connected monitors "
			   "without their places."));
		break;
	case BACKEND_NONE:
		if (m->n == 0) {
			out_text(
				_("No monitor is known: there is no X server, and the kernel tells "
				  "of none. What to do: ergoctl doctor"));
		}
		break;
	case BACKEND_X11:
		if (m->n == 0) {
			out_text(_("The X server shows an image on no monitor."));
		}
		break;
	case _BACKEND_MAX:
		break;
	}
}

static int print_table(const struct monitors *m)
{
	static const char *const columns[] = { N_("OUTPUT"), N_("MODEL"), N_("SIZE"), N_("TOLD BY"),
					       N_("PIXELS"), N_("DPI"),   N_("AT"),   "" };
	_cleanup_(table_freep) struct table *t = NULL;
	int r = table_new(&t, columns, ELEMENTSOF(columns), false);

	for (size_t i = 0; r >= 0 && i < m->n; i++) {
		r = add_row(t, &m->m[i]);
	}
	return r < 0 ? r : table_print(t);
}

int verb_monitors(const struct args *args)
{
	_cleanup_(audit_data_freep) struct audit_data *d = NULL;
	int r = audit_data_load_monitors(args, &d);

	if (r != EXIT_DONE) {
		return r;
	}
	if (args->set & OPT(OPT_JSON)) {
		_cleanup_(json_putp) struct json_object *o =
			monitors_json(&d->monitors, &d->exposure);

		json_print(o, true);
		return EXIT_DONE;
	}
	r = d->monitors.n ? print_table(&d->monitors) : 0;
	if (r < 0) {
		out_error(_("cannot print the table: %s"), strerror(-r));
		return EXIT_FAILED;
	}
	for (size_t i = 0; i < d->monitors.n; i++) {
		say_doubts(&d->monitors.m[i]);
	}
	if (d->monitors.dropped) {
		out_text(P_("... and %zu more", "... and %zu more", d->monitors.dropped),
			 d->monitors.dropped);
	}
	say_backend(&d->monitors);
	return EXIT_DONE;
}
