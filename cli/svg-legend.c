/* The key of the picture. */
#include <stdio.h>

#include "ergo/tr.h"
#include "svg-internal.h"

#define SAMPLE  34.0
#define COLUMNS 4
#define ROW     24.0

enum legend {
	LEGEND_EYES,
	LEGEND_BAND,
	LEGEND_YAW,
	LEGEND_GAZE,
	LEGEND_ESTIMATED,
	LEGEND_MOVE,
	LEGEND_SEVERITY,
	_LEGEND_MAX,
};

static void put_sample(struct svg *s, enum legend key, double x, double y)
{
	switch (key) {
	case LEGEND_EYES:
		put_line(s, LOOK_EYE, x, y, x + SAMPLE, y, "");
		break;
	case LEGEND_BAND:
		put_rect(s, LOOK_BAND, x, y - 7, SAMPLE, 14, 2);
		break;
	case LEGEND_YAW:
		put_rect(s, LOOK_BAND_WIDE, x, y - 7, SAMPLE, 14, 2);
		put_rect(s, LOOK_BAND, x + 8, y - 7, SAMPLE - 16, 14, 0);
		break;
	case LEGEND_GAZE:
		put_line(s, LOOK_SCREEN, x, y, x + SAMPLE - 4, y, " stroke-width=\"1.25\"");
		put_line(s, LOOK_SCREEN, x + SAMPLE - 4, y - 7, x + SAMPLE - 4, y + 7,
			 " stroke-width=\"5\"");
		break;
	case LEGEND_ESTIMATED:
		put_line(s, LOOK_SCREEN, x, y, x + SAMPLE, y,
			 " stroke-width=\"5\" stroke-dasharray=\"7 3\"");
		break;
	case LEGEND_MOVE:
		put_line(s, LOOK_MOVE, x + SAMPLE - 4, y - 7, x + SAMPLE - 4, y + 7,
			 " stroke-dasharray=\"5 3\"");
		put_arrow(s, x, y, x + SAMPLE - 7, y);
		break;
	case LEGEND_SEVERITY:
	case _LEGEND_MAX:
	default:
		put_sign(s, SEVERITY_HIGH, 0, x + 8, y);
		put_sign(s, SEVERITY_CAUTION, 0, x + 29, y);
		put_sign(s, SEVERITY_NOTE, 0, x + 50, y);
		break;
	}
}

double legend_put(struct svg *s, double y)
{
	const struct band *centre = &rule_info(RULE_CENTRE)->ok;
	const struct rule_info *yaw = rule_info(RULE_YAW_PRIMARY);
	char band[160], ahead[160], line[160];
	const char *const words[_LEGEND_MAX] = {
		[LEGEND_EYES] = _("eye level; straight ahead"),
		[LEGEND_BAND] = band,
		[LEGEND_YAW] = ahead,
		[LEGEND_GAZE] = _("line of sight to a screen"),
		[LEGEND_ESTIMATED] = _("estimated, not measured"),
		[LEGEND_MOVE] = _("where the plan moves it"),
		[LEGEND_SEVERITY] = _("high, caution, note"),
	};
	const double width = (PAGE_WIDTH - 2 * MARGIN) / COLUMNS;

	(void) snprintf(band, sizeof(band), _("%.0f–%.0f° below the eyes: the centre"),
			-centre->high, -centre->low);
	(void) snprintf(ahead, sizeof(ahead), _("%.0f° and %.0f° from straight ahead"),
			yaw->ok.high, yaw->caution.high);
	put_line(s, LOOK_HAIR, MARGIN, y, PAGE_WIDTH - MARGIN, y, "");
	y += 26;
	for (int k = 0; k < _LEGEND_MAX; k++) {
		double x = MARGIN + width * (k % COLUMNS), at = y + ROW * (k / COLUMNS);
		double sample = (k == LEGEND_SEVERITY ? SAMPLE + 24 : SAMPLE) + 10;

		put_sample(s, (enum legend) k, x, at);
		put_text(s, LOOK_SOFT, x + sample, at + 4, SIZE_LABEL, false, "start",
			 text_fit(words[k], SIZE_LABEL, width - sample, line, sizeof(line)));
	}
	y += ROW * ((_LEGEND_MAX + COLUMNS - 1) / COLUMNS) + 4;
	y = put_words(
		s, LOOK_SOFT, MARGIN, y, SIZE_SMALL, PAGE_WIDTH - 2 * MARGIN,
		_("Both views have one scale. Angles are from eye level, minus is below. Each screen is "
		  "drawn facing you. The person, the chair's shape and the size of the desk are sketched."));
	return y + 24 - ceil(SIZE_SMALL * 1.4);
}
