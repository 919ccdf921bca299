/* Records into rows. */
#include <math.h>
#include <string.h>

#include "row.h"

/* A duration as it is, or as long as a row can hold. */
static void put_duration(struct row *row, usec_t d)
{
	put_int(row, (int64_t) usec_min(d, INT64_MAX));
}

static void put_real(struct row *row, double v)
{
	/* NAN becomes NULL. */
	(void) sqlite3_bind_double(row->st, ++row->column, v);
}

static int begin_row(struct store *s, int id, struct row *ret)
{
	*ret = (struct row){};
	return store_put(s, id, &ret->st);
}

/* ---- records ---- */

static bool any(const uint8_t bits[static SLOT_BYTES])
{
	for (size_t i = 0; i < SLOT_BYTES; i++) {
		if (bits[i]) {
			return true;
		}
	}
	return false;
}

/* Adds what is there already.  Returns 1 if that is all there is to put. */
static int add_bits(struct store *s, const struct slots *slots, uint8_t bits[static SLOT_BYTES])
{
	struct row row;
	int r = begin_row(s, STMT_GET_BITS, &row), rc;
	bool same = false;

	if (r < 0) {
		return r;
	}
	put_int(&row, slots->hour);
	put_int(&row, (int64_t) slots->plane);
	rc = sqlite3_step(row.st);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(row.st, 0) == SLOT_BYTES) {
		const uint8_t *old = sqlite3_column_blob(row.st, 0);

		for (size_t i = 0; i < SLOT_BYTES; i++) {
			bits[i] |= old[i];
		}
		same = memcmp(bits, old, SLOT_BYTES) == 0;
	}
	(void) sqlite3_reset(row.st);
	r = store_fail(s, rc);
	if (r < 0) {
		s->failed = r;
	}
	return r < 0 ? r : same;
}

int store_put_slots(struct store *s, const struct slots *slots)
{
	uint8_t bits[SLOT_BYTES];
	struct row row;
	int r = begin_row(s, STMT_PUT_BITS, &row);

	if (r < 0) {
		return r;
	}
	if ((unsigned) slots->plane >= _PLANE_MAX || slots->hour < 0) {
		return store_tell(s, -EINVAL, "no such plane or hour");
	}
	memcpy(bits, slots->bits, SLOT_BYTES);
	r = any(bits) ? add_bits(s, slots, bits) : 1;
	if (r != 0) {
		return r < 0 ? r : 0;
	}
	put_int(&row, slots->hour);
	put_int(&row, (int64_t) slots->plane);
	(void) sqlite3_bind_blob(row.st, 3, bits, SLOT_BYTES, SQLITE_STATIC);
	return store_run(s, row.st);
}

int store_put_session(struct store *s, const struct session_record *r_)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_SESSION, &row);

	if (r < 0) {
		return r;
	}
	put_moment(&row, r_->start);
	put_moment(&row, r_->end);
	put_duration(&row, r_->screen_time);
	put_int(&row, r_->open);
	return store_run(s, row.st);
}

int store_put_break(struct store *s, const struct break_record *b)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_BREAK, &row);

	if (r < 0) {
		return r;
	}
	if ((unsigned) b->kind >= _BREAK_KIND_MAX || (unsigned) b->outcome >= _OUTCOME_MAX) {
		return store_tell(s, -EINVAL, "no such kind or outcome of a break");
	}
	put_moment(&row, b->end);
	put_int(&row, (int64_t) b->kind);
	put_int(&row, (int64_t) b->outcome);
	put_moment(&row, b->start);
	put_duration(&row, b->screen_time);
	return store_run(s, row.st);
}

int store_put_prompt(struct store *s, const struct prompt_record *p)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_PROMPT, &row);

	if (r < 0) {
		return r;
	}
	if ((unsigned) p->answer >= _PROMPT_ANSWER_MAX) {
		return store_tell(s, -EINVAL, "no such answer");
	}
	put_moment(&row, p->at);
	PUT_TEXT(&row, p->subject);
	PUT_TEXT(&row, p->reason);
	put_int(&row, (int64_t) p->answer);
	put_moment(&row, p->answered);
	return store_run(s, row.st);
}

int store_put_finding(struct store *s, const struct finding_record *f)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_FINDING, &row);

	if (r < 0) {
		return r;
	}
	put_moment(&row, f->since);
	PUT_TEXT(&row, f->rule);
	PUT_TEXT(&row, f->monitor);
	PUT_TEXT(&row, f->posture);
	put_moment(&row, f->until);
	PUT_TEXT(&row, f->severity);
	put_real(&row, f->measured);
	put_real(&row, f->limit);
	return store_run(s, row.st);
}

int store_put_change(struct store *s, const struct change_record *c)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_CHANGE, &row);

	if (r < 0) {
		return r;
	}
	put_moment(&row, c->at);
	PUT_TEXT(&row, c->key);
	PUT_TEXT(&row, c->before);
	PUT_TEXT(&row, c->after);
	return store_run(s, row.st);
}

int store_put_problem(struct store *s, const struct problem_record *p)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_PROBLEM, &row);

	if (r < 0) {
		return r;
	}
	put_moment(&row, p->since);
	PUT_TEXT(&row, p->text);
	put_moment(&row, p->until);
	return store_run(s, row.st);
}

int store_put_day(struct store *s, const struct day_record *d)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_DAY, &row);

	if (r < 0) {
		return r;
	}
	put_int(&row, d->day);
	put_int(&row, d->gmtoff_s);
	put_duration(&row, d->day_starts);
	put_duration(&row, d->screen_time);
	put_duration(&row, d->longest);
	put_duration(&row, d->laptop_only);
	for (size_t i = 0; i < ELEMENTSOF(d->by_class); i++) {
		put_duration(&row, d->by_class[i]);
	}
	for (size_t k = 0; k < _BREAK_KIND_MAX; k++) {
		for (size_t o = 0; o < _OUTCOME_MAX; o++) {
			put_int(&row, d->tally[k][o]);
		}
	}
	return store_run(s, row.st);
}

int store_put_share(struct store *s, const struct share_record *r_)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_SHARE, &row);

	if (r < 0) {
		return r;
	}
	if (r_->monitor[0] == '\0') {
		return store_tell(s, -EINVAL, "a share of no monitor");
	}
	put_int(&row, r_->day);
	PUT_TEXT(&row, r_->monitor);
	put_duration(&row, r_->time);
	put_duration(&row, usec_min(r_->alone, r_->time));
	return store_run(s, row.st);
}

int store_put_offset(struct store *s, const struct offset_record *o)
{
	struct row row;
	int r = begin_row(s, STMT_LAST_OFFSET, &row), rc;
	bool same;

	if (r < 0) {
		return r;
	}
	put_moment(&row, o->at);
	rc = sqlite3_step(row.st);
	same = rc == SQLITE_ROW && sqlite3_column_int64(row.st, 0) == o->gmtoff_s;
	(void) sqlite3_reset(row.st);
	r = store_fail(s, rc);
	if (r < 0) {
		return s->failed = r;
	}
	if (!same) {
		r = begin_row(s, STMT_PUT_OFFSET, &row);
	}
	if (r < 0 || same) {
		return r;
	}
	put_moment(&row, o->at);
	put_int(&row, o->gmtoff_s);
	return store_run(s, row.st);
}

int store_put_state(struct store *s, const char *name, const void *data, size_t size)
{
	struct row row;
	int r = begin_row(s, STMT_PUT_STATE, &row);

	if (r < 0) {
		return r;
	}
	if (size > STATE_MAX) {
		return store_tell(s, -E2BIG, "the state of %s is too large to be kept", name);
	}
	put_text(&row, name, HISTORY_TEXT_MAX);
	/* A NULL pointer would be bound as NULL. */
	(void) sqlite3_bind_blob(row.st, 2, size ? data : "", (int) size, SQLITE_STATIC);
	return store_run(s, row.st);
}
