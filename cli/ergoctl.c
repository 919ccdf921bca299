/* ergoctl: steers ergod and shows what it knows. */
#include <locale.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "ergo/tr.h"
#include "ergo/tr-start.h"
#include "output.h"

const struct verb verbs[] = {
	{ "status", "", N_("A glance: what is, since when, what comes next"),
	  N_("Shows whether you are at the screen and since when, how long without a break, what the "
	     "next prompt is and when, the day so far, and what is wrong if anything is."),
	  "ergoctl status\n"
	  "ergoctl status --json | jq .next_break\n"
	  "ergoctl status --format waybar\n",
	  OPT(OPT_JSON) | OPT(OPT_FORMAT), 0, verb_status },
	{ "watch", "", N_("A line for each event, as it happens"),
	  N_("Prints what happens from now on, a line an event, until interrupted: prompts, breaks, "
	     "comings and goings, pauses, problems, findings at the desk. It outlives the daemon, and says when that stops "
	     "and "
	     "when it is back. With --json each line is one object with \"time\" and \"event\"."),
	  "ergoctl watch\n"
	  "ergoctl watch --json | jq -c 'select(.event == \"break-due\")'\n",
	  OPT(OPT_JSON), 0, verb_watch },
	{ "explain", "", N_("Why the next prompt is when it is"),
	  N_("Tells in sentences why the next prompt comes when it does: the counters, the settings "
	     "that "
	     "are concerned and where they were made, what holds a prompt back, and which kind of "
	     "input "
	     "device was last seen and when."),
	  "ergoctl explain\n"
	  "ergoctl explain --json\n",
	  OPT(OPT_JSON), 0, verb_explain },
	{ "break", "[micro|rest]", N_("Start a break now (rest, unless told)"),
	  N_("Starts a break now, due or not; if one of that kind is due or postponed, that one. "
	     "Starts "
	     "the daemon if need be."),
	  "ergoctl break\n"
	  "ergoctl break micro\n",
	  OPT(OPT_JSON), 1, verb_break },
	{ "end", "", N_("End the break that is running"),
	  N_("Ends the break that is running. It counts as taken if at least half of it was rested, "
	     "else "
	     "as skipped."),
	  "ergoctl end\n", OPT(OPT_JSON), 0, verb_end },
	{ "postpone", "[DURATION]", N_("Put off the break that is due"),
	  N_("Puts off the break that is due, by DURATION or by what prompts.postpone says. A break "
	     "can "
	     "be put off prompts.max_postpones times."),
	  "ergoctl postpone\n"
	  "ergoctl postpone 10min\n",
	  OPT(OPT_JSON), 3, verb_postpone },
	{ "skip", "", N_("Skip the break that is due or running"),
	  N_("Lets the present break go: its count begins anew, and it is recorded as skipped."),
	  "ergoctl skip\n", OPT(OPT_JSON), 0, verb_skip },
	{ "pause", "[DURATION | until HH:MM | until tomorrow]", N_("No prompts for a while"),
	  N_("Prompts nothing for DURATION, until a time of day (the next such one), until the next "
	     "day "
	     "begins (session.day_starts), or without an argument until `ergoctl resume`. Measuring "
	     "goes "
	     "on. A second pause replaces the first. Starts the daemon if need be."),
	  "ergoctl pause 1h 30min\n"
	  "ergoctl pause until 14:30\n"
	  "ergoctl pause until tomorrow\n",
	  OPT(OPT_JSON), 3, verb_pause },
	{ "meeting", "[DURATION | until HH:MM | end]",
	  N_("A call or a meeting at the screen: no prompts"),
	  N_("Prompts nothing until the meeting is over: for DURATION, until a time of day, or "
	     "until `ergoctl meeting end`, 12 hours at most. The time counts as time at the "
	     "screen even where nothing is touched (presence.passive_max); afterwards there is one "
	     "prompt at most. A second call replaces the first. Starts the daemon if need be."),
	  "ergoctl meeting 45min\n"
	  "ergoctl meeting until 11:30\n"
	  "ergoctl meeting end\n",
	  OPT(OPT_JSON), 3, verb_meeting },
	{ "resume", "", N_("Prompt again after a pause"),
	  N_("Ends what `ergoctl pause` began. Starts the daemon if need be."), "ergoctl resume\n",
	  OPT(OPT_JSON), 0, verb_resume },
	{ "monitors", "", N_("The monitors: size, place, what is doubted"),
	  N_("Lists the monitors that show an image, with their size and who told it, and says what is "
	     "not believed of it and what to do. With --monitors FILE those of a file."),
	  "ergoctl monitors\n"
	  "ergoctl monitors --json >desk.json\n",
	  OPT(OPT_JSON) | OPT(OPT_MONITORS), 0, verb_monitors },
	{ "audit", "", N_("What is wrong at the desk, and what to do"),
	  N_("Compares monitors and set-up (ergoctl setup) with the guidance there is, and says what to "
	     "do, best move first; the plan is audited before it is shown.\n"
	     "Needs no daemon with --monitors FILE; then the set-up is that of --config FILE, or your "
	     "own. --explain RULE tells what a rule looks at. --exit-code ends with 10 where the worst "
	     "is a caution, with 11 where it is high. --done and --tomorrow answer the posture prompt "
	     "that was last shown."),
	  "ergoctl audit\n"
	  "ergoctl audit --explain top-edge\n"
	  "ergoctl audit --svg desk.svg\n"
	  "ergoctl audit --monitors desk.json --config desk.ini --json\n",
	  OPT(OPT_JSON) | OPT(OPT_MONITORS) | OPT(OPT_CONFIG) | OPT(OPT_EXPLAIN) | OPT(OPT_SVG) |
		  OPT(OPT_EXIT_CODE) | OPT(OPT_DONE) | OPT(OPT_TOMORROW),
	  0, verb_audit },
	{ "rosa", "", N_("The ROSA score of the workplace, and what to change first"),
	  N_("ROSA, the Rapid Office Strain Assessment, scores chair, screen, phone, mouse and keyboard "
	     "from 1 to 10. What is told (ergoctl setup), what follows from the measures of the desk, and "
	     "how long all of it was used on the last 10 days that are recorded, go into it; what is not "
	     "known makes a range of it. Shown are its parts, the one change that lowers it most, and how "
	     "it was before, as far as the history tells.\n"
	     "--explain shows every item, its points and where its value comes from. Needs no daemon, "
	     "which alone knows the monitors, unless they are those of --monitors FILE; with --config "
	     "FILE too nothing of this machine is used."),
	  "ergoctl rosa\n"
	  "ergoctl rosa --explain\n"
	  "ergoctl rosa --json | jq .final_max\n",
	  OPT(OPT_JSON) | OPT(OPT_MONITORS) | OPT(OPT_CONFIG) | OPT(OPT_ITEMS), 0, verb_rosa },
	{ "setup", "[KEY=VALUE...]", N_("Describe yourself and your desk, question by question"),
	  N_("Asks what the audit does not know yet, says how to measure it, shows how the audit "
	     "changes, and writes each answer into your ergod.ini at once, where comments and all else "
	     "stay as they are. Enter skips a question, ? tells more, b goes back, q stops; the next "
	     "time it goes on with what is missing.\n"
	     "Last come the questions that only the ROSA score needs; s leaves these out as a whole.\n"
	     "--all asks all of it, --monitor NAME that monitor again. --profile NAME writes what holds "
	     "only while the monitors are connected that are now. --print shows what would be written. "
	     "With --non-interactive KEY=VALUE... nothing is asked: all of the keys are set, or none; "
	     "KEY= takes one out. --json tells what is missing, and how it is measured.\n"
	     "Starts the daemon if need be, and goes on without it."),
	  "ergoctl setup\n"
	  "ergoctl setup --monitor DP-1\n"
	  "ergoctl setup --non-interactive desk.height=72cm 'monitor DP-1.distance=65cm'\n",
	  OPT(OPT_JSON) | OPT(OPT_MONITORS) | OPT(OPT_CONFIG) | OPT(OPT_ALL) | OPT(OPT_MONITOR) |
		  OPT(OPT_PROFILE) | OPT(OPT_PRINT) | OPT(OPT_NON_INTERACTIVE),
	  64, verb_setup },
	{ "exercises", "[NAME] | start [NAME...]",
	  N_("Exercises for the desk; be guided through some"),
	  N_("Lists the exercises and routines that there are, with how long and how often, and what "
	     "would be offered now; with NAME tells how one is done. Your own, those that a therapist "
	     "gave you, belong in exercises.ini beside your ergod.ini (ergod.ini(5)).\n"
	     "start: guides through those named, exercises or routines, or through what fits the break "
	     "and what is found at the desk. Space pauses, s skips one, q ends. What was done to its "
	     "end is noted in the diary.\n"
	     "At the first start you are asked whether you have read the rules: when to stop, and who is "
	     "to ask a professional first. Before that no prompt offers an exercise. Without a terminal "
	     "they are acknowledged by --acknowledge. An offer, no treatment.\n"
	     "Needs no daemon."),
	  "ergoctl exercises\n"
	  "ergoctl exercises chin_back\n"
	  "ergoctl exercises start\n"
	  "ergoctl exercises start shoulders walk\n",
	  OPT(OPT_JSON) | OPT(OPT_ACKNOWLEDGE), 17, verb_exercises },
	{ "config", "list | get KEY | explain KEY | check [FILE] | path | reload",
	  N_("Look at, check and reload the configuration"),
	  N_("list: every key with its value, default, and where the value comes from.\n"
	     "get KEY: the value alone.\n"
	     "explain KEY: what the key is for, what it accepts, its value and where it comes from.\n"
	     "KEY is like rest_break.every, or of a monitor like monitor DP-1.distance.\n"
	     "check [FILE]: every problem of the file as file:line: key: reason; exit status 1 if "
	     "there "
	     "is any. What is allowed but hardly meant is a note, and no problem.\n"
	     "path: the file that is read.\n"
	     "reload: has the daemon read it again, all or nothing.\n"
	     "All but reload read the file themselves and need no daemon; but which profile of conf.d "
	     "holds only a running one knows."),
	  "ergoctl config get rest_break.every\n"
	  "ergoctl config check ~/ergod.ini.new\n",
	  OPT(OPT_JSON), 16, verb_config },
	{ "history", "[DAY]", N_("A day, session by session; or a line a day"),
	  N_("Shows the sessions of a day and what ended them, its breaks and what became of them, "
	     "findings at the desk that came or went, and the day's sums. DAY is today (the default), "
	     "yesterday, a weekday (the last one), 2026-11-20 or \"7 days ago\". With --since or "
	     "--until a line for each day. Days begin at session.day_starts; times are local as they "
	     "were then.\n"
	     "Reads the file and needs no daemon; so do stats, export and data show."),
	  "ergoctl history\n"
	  "ergoctl history yesterday\n"
	  "ergoctl history --since monday --json\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL), 3, verb_history },
	{ "stats", "[today|week|month|year]",
	  N_("Screen time, sessions, breaks, hours of the week"),
	  N_("Sums up the last 7 (week, the default), 30 (month) or 365 days (year), today, or the "
	     "days from --since to --until: time at the screen, sessions by their length, breaks by "
	     "kind and outcome, input by class of device, the hours of the week, and what is different "
	     "from as many days before."),
	  "ergoctl stats\n"
	  "ergoctl stats year\n"
	  "ergoctl stats --since 2026-01-01 --until 2026-03-31 --json\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL), 1, verb_stats },
	{ "report", "", N_("What was measured and noted, to print or to take to a clinician"),
	  N_("Sums up the last 12 weeks, or the days from --since to --until: the diary in blocks of "
	     "28 days, time at the screen, the workstation, breaks. With --html it writes one page "
	     "that needs nothing else and can be printed; before that it shows what is in it, and "
	     "asks what to leave out. Nothing is sent anywhere. It measures and counts: it does not "
	     "diagnose."),
	  "ergoctl report\n"
	  "ergoctl report --html report.html\n"
	  "ergoctl report --since 2026-01-01 --html report.html --without notes,workstation\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_HTML) | OPT(OPT_WITHOUT) |
		  OPT(OPT_YES) | OPT(OPT_MONITORS) | OPT(OPT_CONFIG),
	  0, verb_report },
	{ "export", "", N_("The history as CSV or JSON Lines"),
	  N_("Writes what is kept, all of it or one table (--what), as JSON Lines, or as CSV one table "
	     "at a time. The diary only if it is named. The columns are in ergoctl(1). Times have their UTC offset; each row has the "
	     "random id of this history, so that those of several machines can be put together."),
	  "ergoctl export -o history.jsonl\n"
	  "ergoctl export --csv --what sessions --since \"30 days ago\" -o sessions.csv\n",
	  OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_CSV) | OPT(OPT_JSONL) | OPT(OPT_WHAT) |
		  OPT(OPT_OUTPUT),
	  0, verb_export },
	{ "data", "show | erase", N_("What is kept of you, and where; erase it"),
	  N_("show: where the files are, how large, what is kept and since when, and what never is.\n"
	     "erase: removes the history, or what lies from --since to --until, from the disk too; with "
	     "--diary the diary instead; and "
	     "says what was removed. Asks before, unless --yes. The configuration is not touched."),
	  "ergoctl data show\n"
	  "ergoctl data erase\n"
	  "ergoctl data erase --since \"2h ago\"\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_YES) | OPT(OPT_DIARY), 1,
	  verb_data },
	{ "simulate", "", N_("What other thresholds would have made of your past"),
	  N_("Feeds what was recorded to the same engine twice, under the configuration in force and "
	     "under another one, and shows what comes out side by side: prompts, breaks, long sessions. "
	     "The other one is that of a file (--config), with what --set changes, or the one in force "
	     "with that. Without --days, --since or --until: the last 30 days.\n"
	     "What you did is what was recorded: prompts change nothing in it. The history is kept in "
	     "slots of 10 seconds; which of the changes those can't tell is said."),
	  "ergoctl simulate --set micro_break.every=15min\n"
	  "ergoctl simulate --days 90 --set rest_break.every=45min --set rest_break.length=3min\n"
	  "ergoctl simulate --since monday --config ~/ergod.ini.new --json\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_DAYS) | OPT(OPT_SET) |
		  OPT(OPT_CONFIG),
	  0, verb_simulate },
	{ "log", "[WHAT ...]", N_("The headache diary: note, look, sum up"),
	  N_("Notes headaches and what belongs to them, without the daemon; alone it shows the last "
	     "days. On a terminal `ergoctl log headache` asks question by question. What is not told "
	     "stays not told. WHEN is 14:30, \"yesterday 14:30\", \"monday 9:00\", \"2h ago\" or a day.\n"
	     "headache [INTENSITY] [KEY=VALUE...]: keys are start (or --at), end, intensity, average, "
	     "side, location, started_in_neck, neck_pain, neck_stiff, worse_with_neck_movement, quality, "
	     "nausea, vomiting, light, sound, aura, dizziness, onset, trigger, trigger_text, med, impact, "
	     "missed_work, red_flag, note. A key that takes yes may stand alone. Without start it begins "
	     "now; without end it goes on if it began today.\n"
	     "neck [PAIN] [KEY=VALUE...]: pain in the neck without a headache.\n"
	     "none [DAY]: no headache on that whole day.\n"
	     "medication NAME [DOSE] [class=... helped=... headache=ID]: what was taken.\n"
	     "event KIND [TEXT]: physiotherapy, injection, treatment, pillow, monitor, exercise or other; "
	     "log summary shows before and after.\n"
	     "sleep [HOURS] [position=... pillow=...]: the night that ended on that day.\n"
	     "end [ID] [WHEN]: what goes on is over.\n"
	     "edit ID KEY=VALUE...: changes an entry; KEY= takes out what was told.\n"
	     "delete ID: takes an entry out.\n"
	     "show [DAY]: entries with their numbers, or those from --since to --until.\n"
	     "summary: sums of 28 days, before and after events."),
	  "ergoctl log none\n"
	  "ergoctl log headache 6 side=left neck_stiff --at \"2h ago\"\n"
	  "ergoctl log headache 5 start=\"yesterday 14:30\" end=\"yesterday 18:00\" med=\"ibuprofen 400 mg\"\n"
	  "ergoctl log summary\n",
	  OPT(OPT_JSON) | OPT(OPT_SINCE) | OPT(OPT_UNTIL) | OPT(OPT_AT), 64, verb_log },
	{ "help-seeking", "", N_("When to see a doctor, when to call for help at once"),
	  N_("Shows the signs with which to call emergency services, to see a doctor soon, or to see a "
	     "doctor or physiotherapist. The same lists for everybody; nothing is judged."),
	  "ergoctl help-seeking\n", OPT(OPT_JSON), 0, verb_help_seeking },
	{ "doctor", "", N_("Check each prerequisite; say what to do"),
	  N_("Checks what ergod needs: the session bus, the unit, the daemon, an input source, the "
	     "session, a notification server, the display, the configuration. Each is a line with ok, "
	     "warn or fail, and what to do about it. Exit status 0 if nothing fails, else 1."),
	  "ergoctl doctor\n", OPT(OPT_JSON), 0, verb_doctor },
	{ "version", "", N_("The versions of ergoctl and of the running ergod"),
	  N_("Shows the version of ergoctl, and of ergod if it is running."), "ergoctl version\n",
	  OPT(OPT_JSON), 0, verb_version },
	{ "help", "[VERB]", N_("Help, about a verb too"), N_("Shows help, for one verb if named."),
	  "ergoctl help pause\n"
	  "ergoctl help --json | jq -r '.verbs[].verb'\n",
	  OPT(OPT_JSON), 1, verb_help },
};
const size_t verbs_n = ELEMENTSOF(verbs);

/* What other services take, and how ergod is asked for it. */
static const char *unit_advice(const char *name)
{
	static const struct {
		const char *verb, *advice;
	} table[] = {
		{ "stop", N_("ergod is a service: systemctl --user stop ergod") },
		{ "quit", N_("ergod is a service: systemctl --user stop ergod") },
		{ "start", N_("ergod is a service: systemctl --user start ergod") },
		{ "reload",
		  N_("ergod is told to read its configuration by: ergoctl config reload") },
	};

	for (size_t i = 0; i < ELEMENTSOF(table); i++) {
		if (strcmp(table[i].verb, name) == 0) {
			return tr(table[i].advice);
		}
	}
	return NULL;
}

static int unknown_verb(const char *name)
{
	const char *advice = unit_advice(name);
	const char *names[ELEMENTSOF(verbs)];
	const char *near;

	for (size_t i = 0; i < verbs_n; i++) {
		names[i] = verbs[i].name;
	}
	if (advice) {
		return usage_error(NULL, _("unknown verb \"%s\"; %s"), name, advice);
	}
	near = nearest(name, names, verbs_n);
	if (near) {
		return usage_error(NULL, _("unknown verb \"%s\"; did you mean \"%s\"?"), name,
				   near);
	}
	return usage_error(NULL, _("unknown verb \"%s\""), name);
}

static int check_options(const struct args *a, const struct verb *v)
{
	for (size_t id = 0; id < _OPT_MAX; id++) {
		if (a->set & OPT(id) & ~(v->options | OPT_COMMON)) {
			return usage_error(v->name, _("\"%s\" has no option --%s"), v->name,
					   options[id].name);
		}
	}
	if (a->n > v->max_words) {
		return usage_error(v->name, _("\"%s\": one word too many: \"%s\""), v->name,
				   a->word[v->max_words]);
	}
	return EXIT_DONE;
}

/* About all verbs where v is NULL. */
static int show_help(const struct args *args, const struct verb *v)
{
	if (args->set & OPT(OPT_JSON)) {
		help_json(v);
	} else if (v) {
		help_verb(stdout, v);
	} else {
		help_all(stdout);
	}
	return EXIT_DONE;
}

/* Without a verb: `--version`, `--help`, or a mistake. */
static int run_without_verb(const struct args *args)
{
	if (args->set & OPT(OPT_VERSION)) {
		if (args->set & OPT(OPT_JSON)) {
			return verb_version(args);
		}
		out_text("ergoctl %s", ERGO_VERSION);
		return EXIT_DONE;
	}
	if (args->set & OPT(OPT_HELP)) {
		return show_help(args, NULL);
	}
	help_all(stderr);
	return EXIT_USAGE;
}

int verb_help(const struct args *args)
{
	const struct verb *v;

	if (args->n == 0) {
		return show_help(args, NULL);
	}
	v = verb_find(args->word[0]);
	return v ? show_help(args, v) : unknown_verb(args->word[0]);
}

static bool wants_data(const struct args *args)
{
	const char *format = args->value[OPT_FORMAT];

	return args->set & OPT(OPT_JSON) || (format && strcmp(format, "json") == 0);
}

/* What a script reads is the same whoever runs it. */
static void speak_english(void)
{
	tr_use(&(struct translator){});
	(void) setlocale(LC_MESSAGES, "C");
}

static int run(int argc, char **argv)
{
	const struct verb *v;
	struct args args;
	int r;

	r = args_parse(&args, argc, argv);
	if (r != EXIT_DONE) {
		return r;
	}
	output_init(args.set & OPT(OPT_NO_COLOR));
	if (wants_data(&args)) {
		speak_english();
	}
	if (!args.verb) {
		return run_without_verb(&args);
	}
	v = verb_find(args.verb);
	if (!v) {
		return unknown_verb(args.verb);
	}
	if (args.set & OPT(OPT_HELP)) {
		return show_help(&args, v);
	}
	r = check_options(&args, v);
	if (r != EXIT_DONE) {
		return r;
	}
	return v->run(&args);
}

int main(int argc, char **argv)
{
	tzset();
	if (argc > 1 && strcmp(argv[1], "--complete") == 0) {
		return out_finish(complete(argc - 2, argv + 2));
	}
	tr_start();
	return out_finish(run(argc, argv));
}
