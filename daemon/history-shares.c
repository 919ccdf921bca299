/* The shares of monitors in the last days, as the recorder has them out of the store; and erasing. */
#include <stdio.h>

#include "ergo/share.h"
#include "ergo/tr.h"
#include "history-internal.h"

static int on_share(const struct share_record *r, void *userdata)
{
	recorder_share_known(userdata, r);
	return 0;
}

void history_look_up_shares(struct history *h)
{
	int64_t today = recorder_today(h->recorder);

	if (!h->shares_read) {
		h->shares_read = true;
		(void) store_shares(h->store, today - (SHARE_DAYS - 1), today + 1, on_share,
				    h->recorder);
	}
}

void history_read_shares_again(struct history *h)
{
	recorder_shares_forget(h->recorder);
	h->shares_read = false;
	history_look_up_shares(h);
}

/* ---- erasing ---- */

int history_erase(struct history *h, const struct engine *e, const struct stamp *now, usec_t from,
		  usec_t to, char *text, size_t size)
{
	struct store_info n;
	int r;

	if (!history_open_store(h)) {
		(void) snprintf(text, size, "%s",
				h->enabled ? h->error
					   : _("no history is kept, history.enabled says no"));
		return -EBUSY;
	}
	history_write(h, e, now);
	recorder_written(h->recorder); /* what could not be written is not wanted any more */
	r = store_erase(h->store, from, to, &n);
	if (r < 0) {
		(void) snprintf(text, size, "%s", store_error(h->store));
		return r;
	}
	recorder_erased(h->recorder, from, to);
	history_read_shares_again(h);
	h->setup_dirty = true;
	(void) snprintf(
		text, size,
		_("removed: %llu days, %llu shares of monitors in them, %llu rows of presence and "
		  "input, %llu sessions, %llu breaks, %llu prompts, %llu findings, %llu changes of the "
		  "set-up, %llu problems"),
		(unsigned long long) n.days, (unsigned long long) n.shares,
		(unsigned long long) n.slots, (unsigned long long) n.sessions,
		(unsigned long long) n.breaks, (unsigned long long) n.prompts,
		(unsigned long long) n.findings, (unsigned long long) n.changes,
		(unsigned long long) n.problems);
	return 0;
}
