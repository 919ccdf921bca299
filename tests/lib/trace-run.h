/*
 * Runs a trace whose comments tell what must come of it; see tests/traces/README.md for the form.
 * A story is a valid trace: `ergod --replay` takes it as it is.
 */
#pragma once

#include "ergo/base.h"

#define TRACE_REPORT_MAX 4096

/*
 * Runs the story in `text`; `name` is what the report calls it.  Returns whether all came as it was
 * expected; otherwise the report, a text of whole lines that begin with NAME:LINE, says what did
 * not.
 */
bool trace_run_text(const char *name, const char *text, char report[static TRACE_REPORT_MAX]);

/* The same for a file.  A file that can't be read is a failure, too. */
bool trace_run_file(const char *path, char report[static TRACE_REPORT_MAX]);
