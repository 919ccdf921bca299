/* What the writers of the report share. */
#pragma once

#include "report.h"

/* report-summary.c: a row of the summary for a clinician, of a block or of all */
struct summary_row {
	const char *title;                                          /* marked with N_() */
	bool diary;                                                 /* needs one */
	void (*say)(const struct report_span *s, struct text *ret); /* adds nothing: not known */
};
extern const struct summary_row summary_rows[];
extern const size_t summary_rows_n;

/* The columns: the last blocks, and all where that is more than one of them; returns how many there are. */
#define SUMMARY_COLUMNS (REPORT_BLOCKS_SHOWN + 1)
size_t summary_columns(const struct report *r, const struct report_span *ret[SUMMARY_COLUMNS]);
/* "2 Nov to 29 Nov"; of all: "All 84 days". */
void summary_column_say(const struct report *r, const struct report_span *s, struct text *ret);
/* Whether any column of the row has something to tell, and the report has its part. */
bool summary_row_told(const struct report *r, const struct summary_row *row,
		      const struct report_span *const *column, size_t n);

/* report-plot.c: bars */
#define PLOT_SERIES 2

struct plot {
	const char *id;
	const char *title, *desc;
	size_t n;
	const double *value[PLOT_SERIES]; /* NAN: nothing is known; [1] NULL: one series */
	const char *series[PLOT_SERIES];  /* of two: what each shows */
	double top;                       /* of the axis */
	double step;                      /* of its marks */
	double limit[2];                  /* lines; 0: none */
	const char *unit;                 /* of the axis: "h", "days" */
	/* What stands below a bar; "": nothing. */
	void (*label)(const struct report *r, size_t i, struct text *ret);
	const struct report *r;
	bool points; /* a 0 is shown as a point: known, and none */
};
/* With its title and what it shows above it. */
void plot_put(FILE *f, const struct plot *p);
/* About eight labels: of days, of blocks. */
void plot_label_day(const struct report *r, size_t i, struct text *ret);
void plot_label_block(const struct report *r, size_t i, struct text *ret);

/* The first cell of a row: days, with their year where the report is long. */
void html_days(FILE *f, const struct report *r, int64_t first, int64_t last);

/* Below a list of REPORT_ROWS_MAX at most: how many it would have more. */
void html_left_off(FILE *f, size_t n);

/* The parts of the page. */
void html_summary(FILE *f, const struct report *r);
void html_exposure(FILE *f, const struct report *r);
int html_workstation(FILE *f, const struct report *r);
void html_rosa(FILE *f, const struct report *r);
void html_diary(FILE *f, const struct report *r);
void html_association(FILE *f, const struct report *r);
void html_breaks(FILE *f, const struct report *r);
void html_style(FILE *f);
