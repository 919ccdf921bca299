#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "posture-desk.h"

#define MORNING (UINT64_C(1772442000) * S)

struct desk desk;

const struct monitor desk_monitors[_WHO_MAX] = {
	[BIG] = { .output = "DP-1", .vendor = "DEL", .model = "DELL U2720Q", .serial = "7" },
	[SMALL] = { .output = "DP-2", .vendor = "DEL", .model = "DELL U2419H", .serial = "8" },
	[PANEL] = { .output = "eDP-1", .internal = true },
	[TWIN] = { .output = "DP-3", .vendor = "DEL", .model = "DELL U2720Q", .serial = "7" },
};

void connect_only(unsigned mask)
{
	desk.audit = (struct audit){ .n = 0 };
	for (enum who w = 0; w < _WHO_MAX; w++) {
		if (mask & 1u << w) {
			desk.audit.view[desk.audit.n].share = (double) NAN;
			desk.audit.view[desk.audit.n++].monitor = &desk_monitors[w];
		}
	}
}

int view_of(enum who who)
{
	for (size_t i = 0; i < desk.audit.n; i++) {
		if (desk.audit.view[i].monitor == &desk_monitors[who]) {
			return (int) i;
		}
	}
	fail_msg("not connected");
	return -1;
}

struct finding *find_at(int monitor, enum rule rule, enum severity severity)
{
	struct finding *f = &desk.audit.findings.f[desk.audit.findings.n++];

	*f = (struct finding){ .rule = rule,
			       .monitor = monitor,
			       .other = -1,
			       .severity = severity,
			       .move = { .kind = MOVE_HEIGHT, .monitor = monitor } };
	return f;
}

struct finding *find_on(enum who who, enum rule rule, enum severity severity)
{
	return find_at(view_of(who), rule, severity);
}

void find_nothing(void)
{
	desk.audit.findings.n = 0;
}

bool audited(void)
{
	return posture_audit(&desk.p, &desk.audit, &desk.now, DAY_STARTS);
}

void pass(usec_t t)
{
	desk.now.boot += t;
	desk.now.real += t;
	desk.s.now = desk.now.boot;
	desk.s.next_in = usec_sub(desk.s.next_in, t);
}

bool due(void)
{
	const struct posture_moment moment = { &desk.s, &desk.now, &desk.config, desk.can_show };

	return posture_due(&desk.p, &moment, &desk.look);
}

bool near(void)
{
	const struct posture_moment moment = { &desk.s, &desk.now, &desk.config, desk.can_show };

	return posture_near(&desk.p, &moment);
}

/* Prompts if it is time.  Returns how many findings it is about; 0: no prompt. */
size_t prompted(void)
{
	size_t owed[FINDINGS_MAX], n;

	if (!due()) {
		return 0;
	}
	n = posture_owed(&desk.p, &desk.audit, &desk.now, owed);
	assert_true(n > 0);
	posture_prompted(&desk.p, &desk.now, DAY_STARTS);
	return n;
}

/* An hour in which nobody needs a break. */
size_t prompted_in_an_hour(void)
{
	size_t n = 0;

	for (usec_t t = 0; t < HR; t += 10 * S) {
		pass(10 * S);
		n += prompted();
	}
	return n;
}

int desk_begin(void **state)
{
	(void) state;
	memset(&desk, 0, sizeof(desk));
	config_defaults(&desk.config);
	posture_init(&desk.p);
	desk.now =
		(struct stamp){ .boot = 100 * HR, .real = MORNING, .gmtoff_until = USEC_INFINITY };
	desk.can_show = true;
	desk.s = (struct snapshot){
		.now = desk.now.boot,
		.presence = PRESENCE_PRESENT,
		.presence_since = desk.now.boot - HR,
		.last_pulse = desk.now.boot - 30 * S,
		.next_reason = NEXT_NOTHING,
		.next_at = USEC_INFINITY,
	};
	connect_only(1u << BIG);
	return 0;
}
