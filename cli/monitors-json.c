/* Monitors as JSON: written for scripts, and read again where no daemon tells of them. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "audit-data.h"
#include "ergo/share.h"
#include "ergo/tr.h"
#include "ergo/utf8.h"
#include "output.h"

#define JSON_DEPTH  8
#define MM_PER_INCH 25.4
#define PX_MAX      65535 /* of X's protocol */
#define MM_MAX      20000 /* what ergod.ini takes: 20 m */

#define FIELD(name, kind, min, max)                                                                \
	{                                                                                          \
#name, kind, offsetof(struct monitor, name), min, max                              \
	}

const struct monitor_field monitor_fields[] = {
	FIELD(output, FIELD_IS_TEXT, 1, MONITOR_OUTPUT_MAX),
	FIELD(vendor, FIELD_IS_TEXT, 0, 4),
	FIELD(model, FIELD_IS_TEXT, 0, MONITOR_TEXT_MAX),
	FIELD(serial, FIELD_IS_TEXT, 0, MONITOR_TEXT_MAX),
	FIELD(internal, FIELD_IS_BOOL, 0, 0),
	FIELD(primary, FIELD_IS_BOOL, 0, 0),
	FIELD(reflected, FIELD_IS_BOOL, 0, 0),
	FIELD(x, FIELD_IS_NUMBER, -PX_MAX, PX_MAX),
	FIELD(y, FIELD_IS_NUMBER, -PX_MAX, PX_MAX),
	FIELD(width_px, FIELD_IS_NUMBER, 0, PX_MAX),
	FIELD(height_px, FIELD_IS_NUMBER, 0, PX_MAX),
	FIELD(rotation, FIELD_IS_NUMBER, 0, 270),
	FIELD(outputs, FIELD_IS_NUMBER, 0, 64),
	{ "width_mm", FIELD_IS_NUMBER, offsetof(struct monitor, size.width), 0, MM_MAX },
	{ "height_mm", FIELD_IS_NUMBER, offsetof(struct monitor, size.height), 0, MM_MAX },
};
const size_t monitor_fields_n = ELEMENTSOF(monitor_fields);

double monitor_diagonal_in(const struct monitor *m)
{
	return m->size.width && m->size.height ? hypot(m->size.width, m->size.height) / MM_PER_INCH
					       : (double) NAN;
}

double monitor_dpi(const struct monitor *m)
{
	return m->size.width && m->width_px ? m->width_px * MM_PER_INCH / m->size.width
					    : (double) NAN;
}

/* ---- writing ---- */

/* Whether zero stands for "not told". */
static bool zero_is_null(const char *name)
{
	return strcmp(name, "width_px") == 0 || strcmp(name, "height_px") == 0 ||
	       strcmp(name, "width_mm") == 0 || strcmp(name, "height_mm") == 0;
}

static struct json_object *field_json(const struct monitor *m, const struct monitor_field *f)
{
	const char *at = (const char *) m + f->offset;
	int number;

	switch (f->kind) {
	case FIELD_IS_TEXT:
		return json_word(at);
	case FIELD_IS_BOOL:
		return json_object_new_boolean(*(const bool *) at);
	case FIELD_IS_NUMBER:
		break;
	}
	if (!m->positioned && (strcmp(f->name, "x") == 0 || strcmp(f->name, "y") == 0)) {
		return NULL;
	}
	(void) memcpy(&number, at, sizeof(number));
	return number == 0 && zero_is_null(f->name) ? NULL : json_object_new_int(number);
}

static struct json_object *told_json(const struct monitor *m)
{
	struct json_object *a = json_object_new_array();

	for (int i = SIZE_EDID_TIMING; i < _SIZE_SOURCE_MAX; i++) {
		struct json_object *o = json_object_new_object();

		json_add(o, "source", json_text(size_source_to_string(i)));
		bool absent = m->doubt[i] == DOUBT_ABSENT;

		json_add(o, "width_mm", absent ? NULL : json_count(m->told[i].width));
		json_add(o, "height_mm", absent ? NULL : json_count(m->told[i].height));
		json_add(o, "doubt", json_text(size_doubt_to_string(m->doubt[i]) ?: "none"));
		(void) json_object_array_add(a, o);
	}
	return a;
}

static struct json_object *monitor_json(const struct monitor *m, usec_t share)
{
	struct json_object *o = json_object_new_object();

	for (size_t i = 0; i < monitor_fields_n; i++) {
		json_add(o, monitor_fields[i].name, field_json(m, &monitor_fields[i]));
	}
	json_add(o, "size_source", json_text(size_source_to_string(m->size_source)));
	json_add(o, "diagonal_in", json_real(monitor_diagonal_in(m), 1));
	json_add(o, "dpi", json_real(monitor_dpi(m), 0));
	json_add(o, "share_seconds", share ? json_count(share / USEC_PER_SEC) : NULL);
	json_add(o, "told", told_json(m));
	return o;
}

struct json_object *monitors_json(const struct monitors *m, const struct exposure *e)
{
	struct json_object *o = json_object_new_object(), *a = json_object_new_array();

	json_add(o, "backend", json_text(monitor_backend_to_string(m->backend)));
	json_add(o, "laptop_only_today_seconds", json_seconds(e->laptop_only_today));
	for (size_t i = 0; i < m->n; i++) {
		(void) json_object_array_add(a, monitor_json(&m->m[i], e->share[i]));
	}
	json_add(o, "monitors", a);
	return o;
}

/* ---- reading ---- */

/* Where in which file we are, for what is said about it. */
struct place {
	const char *file;
	size_t monitor, told; /* SIZE_MAX: not in one */
};

static _printf_(3, 4) int bad(const struct place *p, const char *field, const char *format, ...)
{
	struct text t = {};
	va_list ap;
	char reason[200];

	va_start(ap, format);
	(void) vsnprintf(reason, sizeof(reason), format, ap);
	va_end(ap);
	if (p->monitor != SIZE_MAX) {
		text_add(&t, "monitors[%zu].", p->monitor);
	}
	if (p->told != SIZE_MAX) {
		text_add(&t, "told[%zu].", p->told);
	}
	out_error("%s: %s%s: %s", p->file, t.s, field, reason);
	return -EINVAL;
}

/* The member of that name, NULL if it is null or not there. */
static struct json_object *member(struct json_object *o, const char *name)
{
	struct json_object *v = NULL;

	return json_object_object_get_ex(o, name, &v) ? v : NULL;
}

static int read_text(const struct place *p, const char *name, struct json_object *v, char *ret,
		     size_t size)
{
	const char *s;

	if (!json_object_is_type(v, json_type_string)) {
		return bad(p, name, _("must be a text in quotes"));
	}
	s = json_object_get_string(v);
	if (strlen(s) != (size_t) json_object_get_string_len(v) || strlen(s) >= size) {
		return bad(p, name, _("must be a text of at most %zu bytes"), size - 1);
	}
	for (const char *c = s; *c; c++) {
		if ((unsigned char) *c < ' ' || *c == 0x7f) {
			return bad(p, name, _("has a control character"));
		}
	}
	(void) snprintf(ret, size, "%s", s);
	return 0;
}

static int read_number(const struct place *p, const char *name, struct json_object *v, int64_t min,
		       int64_t max, int64_t *ret)
{
	if (!json_object_is_type(v, json_type_int) || json_object_get_int64(v) < min ||
	    json_object_get_int64(v) > max) {
		return bad(p, name, _("must be a whole number from %lld to %lld"), (long long) min,
			   (long long) max);
	}
	*ret = json_object_get_int64(v);
	return 0;
}

static int read_field(const struct place *p, const struct monitor_field *f, struct json_object *v,
		      struct monitor *m)
{
	char *at = (char *) m + f->offset;
	int64_t number;
	int r, n;

	switch (f->kind) {
	case FIELD_IS_TEXT:
		return read_text(p, f->name, v, at, (size_t) f->max);
	case FIELD_IS_BOOL:
		if (!json_object_is_type(v, json_type_boolean)) {
			return bad(p, f->name, _("must be true or false"));
		}
		*(bool *) at = json_object_get_boolean(v);
		return 0;
	case FIELD_IS_NUMBER:
		break;
	}
	r = read_number(p, f->name, v, f->min, f->max, &number);
	if (r >= 0) {
		n = (int) number;
		(void) memcpy(at, &n, sizeof(n));
	}
	return r;
}

/* A word of a table; what is not told leaves *ret alone. */
static int read_word(const struct place *p, const char *name, struct json_object *o,
		     int (*from_string)(const char *s), int *ret)
{
	struct json_object *v = member(o, name);
	char word[24] = "";
	int r;

	if (!v) {
		return 0;
	}
	r = read_text(p, name, v, word, sizeof(word));
	if (r < 0) {
		return r;
	}
	r = from_string(word);
	if (r < 0) {
		return bad(p, name, _("can't be \"%s\""), word);
	}
	*ret = r;
	return 0;
}

static int read_told(const struct place *in, struct json_object *o, struct monitor *m)
{
	struct json_object *a = member(o, "told");
	struct place p = *in;

	if (!a) {
		return 0;
	}
	if (!json_object_is_type(a, json_type_array) ||
	    json_object_array_length(a) > _SIZE_SOURCE_MAX) {
		return bad(&p, "told", _("must be an array of at most %d"), _SIZE_SOURCE_MAX);
	}
	for (p.told = 0; p.told < json_object_array_length(a); p.told++) {
		struct json_object *t = json_object_array_get_idx(a, p.told), *w, *h;
		int source = SIZE_UNKNOWN, doubt = DOUBT_NONE;
		int64_t width = 0, height = 0;

		if (!json_object_is_type(t, json_type_object)) {
			return bad(in, "told", _("must hold objects"));
		}
		w = member(t, "width_mm");
		h = member(t, "height_mm");
		if (read_word(&p, "source", t, size_source_from_string, &source) < 0 ||
		    read_word(&p, "doubt", t, size_doubt_from_string, &doubt) < 0 ||
		    (w && read_number(&p, "width_mm", w, 0, UINT16_MAX, &width) < 0) ||
		    (h && read_number(&p, "height_mm", h, 0, UINT16_MAX, &height) < 0)) {
			return -EINVAL;
		}
		m->told[source] = (struct size_mm){ (unsigned) width, (unsigned) height };
		m->doubt[source] = doubt;
	}
	return 0;
}

/* Of the last days' time. */
static int read_use(const struct place *p, struct json_object *o, struct monitor_use *ret)
{
	struct json_object *v = member(o, "share_seconds");
	int64_t seconds = 0;

	if (v && read_number(p, "share_seconds", v, 0, SHARE_DAYS * 86400, &seconds) < 0) {
		return -EINVAL;
	}
	ret->time = (usec_t) seconds * USEC_PER_SEC;
	return 0;
}

static int read_monitor(const struct place *p, struct json_object *o, struct monitor *ret,
			struct monitor_use *ret_use)
{
	struct monitor m = { .outputs = 1 };
	int source = SIZE_UNKNOWN;

	if (!json_object_is_type(o, json_type_object)) {
		out_error(_("%s: monitors[%zu]: must be an object"), p->file, p->monitor);
		return -EINVAL;
	}
	for (size_t i = 0; i < monitor_fields_n; i++) {
		struct json_object *v = member(o, monitor_fields[i].name);

		if (v && read_field(p, &monitor_fields[i], v, &m) < 0) {
			return -EINVAL;
		}
	}
	if (!*m.output) {
		return bad(p, "output", _("must tell the connector, like \"DP-1\""));
	}
	if (m.rotation % 90 != 0) {
		return bad(p, "rotation", _("must be 0, 90, 180 or 270"));
	}
	m.positioned = member(o, "x") && member(o, "y");
	if (read_word(p, "size_source", o, size_source_from_string, &source) < 0 ||
	    read_told(p, o, &m) < 0 || read_use(p, o, ret_use) < 0) {
		return -EINVAL;
	}
	memcpy(ret_use->output, m.output, sizeof(m.output));
	m.size_source = source;
	*ret = m;
	return 0;
}

void monitors_settle(struct monitors *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct monitor *one = &m->m[i];

		if (one->rotation % 90 != 0) {
			one->rotation = 0;
		}
		if (!one->size.width || !one->size.height) {
			one->size = (struct size_mm){};
			one->size_source = SIZE_UNKNOWN;
		} else if (one->size_source == SIZE_UNKNOWN) {
			one->size_source = SIZE_RANDR; /* a person wrote it: the least trusted */
		}
	}
	monitors_sort(m);
}

static int read_monitors(struct place *p, struct json_object *a, struct monitors *m,
			 struct exposure *ret_exposure)
{
	struct monitor_use use[MONITORS_MAX];

	if (!json_object_is_type(a, json_type_array)) {
		return bad(p, "monitors",
			   _("must be an array, as `ergoctl monitors --json` prints"));
	}
	if (json_object_array_length(a) > MONITORS_MAX) {
		return bad(p, "monitors", _("has more than %d"), MONITORS_MAX);
	}
	for (p->monitor = 0; p->monitor < json_object_array_length(a); p->monitor++) {
		struct monitor *one = &m->m[m->n];

		if (read_monitor(p, json_object_array_get_idx(a, p->monitor), one, &use[m->n]) <
		    0) {
			return -EINVAL;
		}
		for (size_t i = 0; i < m->n; i++) {
			if (strcmp(m->m[i].output, one->output) == 0) {
				return bad(p, "output", _("\"%s\" is there twice"), one->output);
			}
		}
		m->n++;
	}
	monitors_settle(m);
	monitors_put_use(m, use, m->n, ret_exposure);
	return 0;
}

static int read_root(const char *path, struct json_object *root, struct monitors *ret,
		     struct exposure *ret_exposure)
{
	struct place p = { path, SIZE_MAX, SIZE_MAX };
	int backend = BACKEND_NONE;
	struct json_object *v;
	int64_t seconds = 0;

	if (!json_object_is_type(root, json_type_object)) {
		out_error(_("%s: must be an object, as `ergoctl monitors --json` prints"), path);
		return -EINVAL;
	}
	v = member(root, "laptop_only_today_seconds");
	if (read_word(&p, "backend", root, monitor_backend_from_string, &backend) < 0 ||
	    (v && read_number(&p, "laptop_only_today_seconds", v, 0, 86400, &seconds) < 0) ||
	    read_monitors(&p, member(root, "monitors"), ret, ret_exposure) < 0) {
		return -EINVAL;
	}
	ret->backend = backend;
	ret_exposure->laptop_only_today = (usec_t) seconds * USEC_PER_SEC;
	return 0;
}

static unsigned line_of(const char *text, size_t at)
{
	unsigned line = 1;

	for (size_t i = 0; i < at && text[i]; i++) {
		line += text[i] == '\n';
	}
	return line;
}

static int parse(const char *path, const char *text, size_t n, struct json_object **ret)
{
	struct json_tokener *tok = json_tokener_new_ex(JSON_DEPTH);
	enum json_tokener_error e;

	if (!tok) {
		out_error(_("out of memory"));
		return -ENOMEM;
	}
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	*ret = json_tokener_parse_ex(tok, text, (int) n + 1); /* with the NUL that ends it */
	e = json_tokener_get_error(tok);
	if (e != json_tokener_success) {
		out_error(_("%s:%u: this is no JSON: %s"), path,
			  line_of(text, json_tokener_get_parse_end(tok)),
			  json_tokener_error_desc(e));
	}
	json_tokener_free(tok);
	return e == json_tokener_success ? 0 : -EINVAL;
}

int monitors_read_file(const char *path, struct monitors *ret, struct exposure *ret_exposure)
{
	_cleanup_(json_putp) struct json_object *root = NULL;
	_cleanup_(freep) struct monitors *m = calloc(1, sizeof(*m));
	_cleanup_(freep) char *text = malloc(MONITORS_FILE_MAX + 1);
	_cleanup_(fclosep) FILE *f = fopen(path, "re");
	size_t n;

	if (!f) {
		out_error("%s: %m", path);
		return EXIT_FAILED;
	}
	if (!m || !text) {
		out_error(_("out of memory"));
		return EXIT_FAILED;
	}
	n = fread(text, 1, MONITORS_FILE_MAX + 1, f);
	if (ferror(f)) {
		out_error("%s: %m", path);
		return EXIT_FAILED;
	}
	if (n > MONITORS_FILE_MAX) {
		out_error(_("%s: larger than %d KiB: this is no list of monitors"), path,
			  MONITORS_FILE_MAX / 1024);
		return EXIT_FAILED;
	}
	text[n] = '\0';
	if (strlen(text) != n) {
		out_error(_("%s: this is no JSON: it holds bytes of zero"), path);
		return EXIT_FAILED;
	}
	if (parse(path, text, n, &root) < 0 || read_root(path, root, m, ret_exposure) < 0) {
		return EXIT_FAILED;
	}
	*ret = *m;
	return EXIT_DONE;
}
