/* When to seek help.  ERGONOMICS 5.4: SNNOOP10, the list of NICE, and what is taught of neck arteries. */
#include "ergo/diary-text.h"
#include "ergo/tr.h"

static const char *const now[] = {
	N_("sudden \"worst ever\" or thunderclap headache, at its peak within 5 minutes"),
	N_("headache with weakness, numbness, facial droop, trouble speaking, confusion, loss of "
	   "consciousness or a seizure"),
	N_("double vision or loss of vision"),
	N_("unsteady walking, new severe dizziness with neck pain"),
	N_("fever with a stiff neck"),
	N_("headache after a head or neck injury"),
	NULL,
};

static const char *const artery[] = {
	N_("above all after a strain of the neck, or with a drooping eyelid, a small pupil or a "
	   "whooshing in the ear"),
	N_("or with any of the \"5 Ds and 3 Ns\": dizziness, double vision, trouble speaking, trouble "
	   "swallowing, drop attacks; rapid eye movements, nausea, numbness"),
	N_("at first the pain may be the only sign"),
	NULL,
};

static const char *const soon[] = {
	N_("fever, weight loss or feeling ill besides; a history of cancer; weakened immunity"),
	N_("weakness, numbness or another failing of nerves; a change of personality or thinking"),
	N_("it came suddenly, is a new kind of headache, above all after the age of 50, or has "
	   "changed its pattern"),
	N_("it depends on the position of the body, or is brought on by coughing, sneezing or exercise"),
	N_("visual blurring; a painful red eye; a tender scalp or pain of the jaw in chewing"),
	N_("it gets worse and worse, or is unlike other headaches; vomiting without another cause"),
	N_("in pregnancy or after a birth; after an injury"),
	N_("painkillers on many days, or a new medicine"),
	NULL,
};

static const char *const physiotherapist[] = {
	N_("headaches that are frequent, worsening, triggered by neck movement, or not responding to "
	   "treatment"),
	N_("headache on 15 days a month or more; medicines for it on 10 days a month or more"),
	N_("neck pain with a numb arm"),
	N_("anything that worries you"),
	NULL,
};

const struct help_part help_seeking[HELP_PARTS] = {
	{ N_("Call emergency services now"), now },
	{ N_("New one-sided neck or head pain unlike any before may be a neck-artery tear: urgent"),
	  artery },
	{ N_("See a doctor soon"), soon },
	{ N_("See a doctor or physiotherapist"), physiotherapist },
};

const char *help_seeking_note(void)
{
	return _("This program shows these lists to everybody and judges nothing. They are not "
		 "complete; if in doubt, ask a professional.");
}
