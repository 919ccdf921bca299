/* The audit in its order: what is known, what the rules find. */
#include "audit-internal.h"

#include <string.h>

bool moves_alike(const struct move *a, const struct move *b)
{
	return a->kind == b->kind && a->monitor == b->monitor && a->posture == b->posture &&
	       a->measure == b->measure;
}

void audit_evaluate(const struct audit_input *in, struct audit *ret)
{
	struct workplace w;

	/* The lists are long and stay short: what is beyond their ends is not touched, so that it takes no memory. */
	ret->moves_n = 0;
	ret->findings_after.n = 0;
	ret->body_after = (struct body){ 0 };
	workplace_resolve(in, ret->view, &w);
	ret->body = w.body;
	ret->n = w.n;
	ret->laptop_only = w.laptop_only;
	ret->keyboard_external = w.keyboard_external;
	workplace_judge(&w, &ret->findings);
	ret->overall = findings_worst(&ret->findings);
}
