/* The page's part on ROSA. */
#include "ergo/tr.h"
#include "html.h"
#include "report-write.h"

void html_rosa(FILE *f, const struct report *r)
{
	if (!r->rosa_known) {
		html_put(f, "p", "%s", _("Not known: ergoctl rosa tells what is missing."));
		return;
	}
}
