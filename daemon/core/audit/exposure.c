#include "ergo/exposure.h"

void laptop_time_update(struct laptop_time *l, usec_t today, int64_t day, bool is_alone)
{
	if (day != l->day) {
		l->day = day;
		l->counted = l->alone = 0;
	}
	if (l->is_alone) {
		l->alone = usec_sub(usec_add(l->alone, today), l->counted);
	}
	l->alone = usec_min(l->alone, today);
	l->counted = today;
	l->is_alone = is_alone;
}
