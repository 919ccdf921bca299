/* Colours and strokes of the picture, light and dark. */
#include <stdio.h>

#include "svg-internal.h"

/*
 * One row a look.  The attributes hold the light theme, for renderers that know no media queries; a
 * style sheet lays the dark one over it.  No custom properties: librsvg has none.
 */
#define FILL(class, light)         " class=\"" class "\" fill=\"" light "\""
#define STROKE(class, light, rest) " class=\"" class "\" fill=\"none\" stroke=\"" light "\" " rest

static const struct look_row {
	const char *attributes;
	const char *css; /* of the dark theme */
} rows[_LOOK_MAX] = {
	[LOOK_PAGE] = { FILL("page", "#ffffff"), ".page{fill:#12161b}" },
	[LOOK_CARD] = { FILL("card", "#f4f6f9"), ".card{fill:#1a2027}" },
	[LOOK_INK] = { FILL("ink", "#1b242e"), ".ink{fill:#e8edf3}" },
	[LOOK_SOFT] = { FILL("soft", "#556170"), ".soft{fill:#a7b3c1}" },
	[LOOK_HAIR] = { STROKE("hair", "#b9c2cd", "stroke-width=\"1\""), ".hair{stroke:#4a5562}" },
	[LOOK_BODY] = { FILL("body", "#cfd7e1"), ".body{fill:#39444f}" },
	[LOOK_LIMB] = { STROKE("limb", "#cfd7e1",
			       "stroke-linecap=\"round\" stroke-linejoin=\"round\""),
			".limb{stroke:#39444f}" },
	[LOOK_CROWN] = { FILL("crown", "#9fadbc"), ".crown{fill:#5f6e7d}" },
	[LOOK_STAND] = { STROKE("stand", "#a9b4c1", "stroke-linecap=\"round\""),
			 ".stand{stroke:#596675}" },
	[LOOK_ARM] = { STROKE("arm", "#b3bfcc",
			      "stroke-linecap=\"round\" stroke-linejoin=\"round\""),
		       ".arm{stroke:#4f5d6b}" },
	[LOOK_CHAIR] = { STROKE("chair", "#8f9bab",
				"stroke-linecap=\"round\" stroke-linejoin=\"round\""),
			 ".chair{stroke:#6b7888}" },
	[LOOK_DESK] = { STROKE("desk", "#6f6455", "stroke-linecap=\"butt\""),
			".desk{stroke:#a3937d}" },
	[LOOK_DESK_TOP] = { " class=\"desktop\" fill=\"#e9e4dc\" stroke=\"#c9c0b2\" stroke-width=\"1\"",
			    ".desktop{fill:#2a2721;stroke:#4c463b}" },
	[LOOK_GHOST] = { STROKE("ghost", "#8793a1", "stroke-width=\"1\" stroke-dasharray=\"3 4\""),
			 ".ghost{stroke:#778494}" },
	[LOOK_EYE] = { STROKE("eye", "#1b242e", "stroke-width=\"1\" stroke-dasharray=\"8 5\""),
		       ".eye{stroke:#e8edf3}" },
	[LOOK_EYE_POINT] = { FILL("point", "#1b242e"), ".point{fill:#ffffff}" },
	[LOOK_SPREAD] = { " class=\"spread\" fill=\"#1b242e\" fill-opacity=\".07\"",
			  ".spread{fill:#ffffff}" },
	[LOOK_BAND] = { " class=\"band\" fill=\"#1f9d63\" fill-opacity=\".16\"",
			".band{fill:#3fce8b}" },
	[LOOK_BAND_WIDE] = { " class=\"wide\" fill=\"#1f9d63\" fill-opacity=\".08\"",
			     ".wide{fill:#3fce8b}" },
	[LOOK_MOVE] = { STROKE("move", "#0b7a45", "stroke-width=\"2\""), ".move{stroke:#58d696}" },
	[LOOK_MOVE_HEAD] = { FILL("head", "#0b7a45"), ".head{fill:#58d696}" },
	[LOOK_MOVE_TEXT] = { FILL("do", "#0b6b3d"), ".do{fill:#6fdfa6}" },
	[LOOK_HIGH] = { FILL("high", "#b42318"), ".high{fill:#ff8b7e}" },
	[LOOK_CAUTION] = { FILL("caution", "#f0b429"), ".caution{fill:#f5c04e}" },
	[LOOK_NOTE] = { " class=\"note\" fill=\"#ffffff\" stroke=\"#556170\" stroke-width=\"1.5\"",
			".note{fill:#12161b;stroke:#a7b3c1}" },
	[LOOK_HIGH_NUMBER] = { FILL("hn", "#ffffff"), ".hn{fill:#2a0805}" },
	[LOOK_CAUTION_NUMBER] = { FILL("cn", "#2b1d00"), ".cn{fill:#2b1d00}" },
	[LOOK_NOTE_NUMBER] = { FILL("nn", "#1b242e"), ".nn{fill:#e8edf3}" },
#define SCREEN(i, light, dark)                                                                     \
	[LOOK_SCREEN + i] = { STROKE("s" #i, light, ""), ".s" #i "{stroke:" dark "}" },            \
		       [LOOK_SCREEN_TEXT + i] = { FILL("t" #i, light), ".t" #i "{fill:" dark "}" }
	SCREEN(0, "#1a5fb4", "#7db3ff"),
	SCREEN(1, "#8b3fa8", "#d59bf0"),
	SCREEN(2, "#00717a", "#4fd0d8"),
	SCREEN(3, "#9a4a1c", "#f0a878"),
	SCREEN(4, "#5a6412", "#c3cf62"),
	SCREEN(5, "#9c2f62", "#f59ac4"),
#undef SCREEN
};

const char *look(enum look l)
{
	return rows[l].attributes;
}

enum look look_screen(size_t i)
{
	return LOOK_SCREEN + i % SCREEN_COLOURS;
}

enum look look_screen_text(size_t i)
{
	return LOOK_SCREEN_TEXT + i % SCREEN_COLOURS;
}

void look_style(FILE *f, bool screen)
{
	(void) fprintf(f, "<style>\n@media %s(prefers-color-scheme: dark) {\n",
		       screen ? "screen and " : "");
	for (size_t i = 0; i < _LOOK_MAX; i++) {
		(void) fprintf(f, "%s\n", rows[i].css);
	}
	(void) fputs("}\n</style>\n", f);
}
