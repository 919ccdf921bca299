/* How the page of the report looks: screen in light and dark, narrow and wide, and paper. */
#include "report-write.h"

static const char light[] =
	":root{color-scheme:light dark;--bg:#fff;--ink:#1b242e;--soft:#4a5562;--line:#c3ccd6;"
	"--box:#f4f6f9;--link:#1a5fb4;--bar:#2f6fb5;--bar2:#a8501a;--limit:#b3261e;"
	"--high:#a3201a;--caution:#7d4e00;--heat:47,111,181;--heat-ink:#fff;}\n";

static const char dark[] =
	"@media screen and (prefers-color-scheme:dark){:root{--bg:#12161b;--ink:#e8edf3;"
	"--soft:#a7b3c1;--line:#3a444f;--box:#1a2027;--link:#8bbaff;--bar:#6aa5ee;"
	"--bar2:#eda06a;--limit:#ff8a80;--high:#ff9d94;--caution:#f0c060;"
	"--heat:106,165,238;--heat-ink:#12161b;}}\n";

static const char page[] =
	"*{box-sizing:border-box}\n"
	"html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
	"body{margin:0 auto;padding:1.5rem 1.25rem 3rem;max-width:68rem;background:var(--bg);"
	"color:var(--ink);font:1rem/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\","
	"\"DejaVu Sans\",sans-serif}\n"
	"h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}\n"
	"h2{font-size:1.3rem;line-height:1.3;margin:0 0 .75rem}\n"
	"h3{font-size:1.05rem;margin:1.5rem 0 .5rem}\n"
	"p,dl,ul,ol{margin:0 0 .75rem;max-width:46rem}\n"
	"a{color:var(--link)}\n"
	"a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
	".skip{position:absolute;left:-100rem}\n"
	".skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;z-index:1}\n"
	".range{font-size:1.15rem;color:var(--soft)}\n"
	".note{color:var(--soft)}\n"
	".disclaimer{font-weight:600;border-left:4px solid var(--link);padding:.25rem .75rem}\n"
	".warn{border:2px solid var(--limit);border-radius:.4rem;padding:.6rem .8rem}\n"
	"nav h2{font-size:1rem;margin-bottom:.25rem}\n"
	"nav ol{padding-left:1.5rem;columns:2;column-gap:2rem}\n"
	"section{margin-top:2rem;padding-top:1.25rem;border-top:1px solid var(--line)}\n"
	"footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:1rem}\n"
	"dt{font-weight:600}\n"
	"dd{margin:0 0 .6rem}\n";

static const char tables[] =
	".scroll{overflow-x:auto;margin:0 0 1.25rem}\n"
	"table{border-collapse:collapse;font-size:.9rem;min-width:60%}\n"
	"caption{text-align:left;font-weight:600;padding:0 0 .4rem}\n"
	"th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;"
	"border-bottom:1px solid var(--line)}\n"
	"thead th{color:var(--soft);font-weight:600;border-bottom-width:2px}\n"
	"tbody th{font-weight:500}\n"
	"td{font-variant-numeric:tabular-nums}\n"
	".list tbody th{white-space:nowrap}\n"
	"@media screen{.entries td:nth-child(3){min-width:14rem}}\n"
	".free td:last-child{white-space:pre-wrap;overflow-wrap:anywhere;min-width:12rem}\n"
	".high{color:var(--high);font-weight:700}\n"
	".caution{color:var(--caution);font-weight:600}\n"
	".heat{min-width:0}\n"
	".heat th,.heat td{padding:.1rem .45rem;border:0;text-align:right}\n"
	".heat thead th{text-align:right}\n"
	".heat td{min-width:3.2rem;border:1px solid var(--bg)}\n"
	".h1{background:rgba(var(--heat),.12)}\n"
	".h2{background:rgba(var(--heat),.3)}\n"
	".h3{background:rgba(var(--heat),.5)}\n"
	".h4{background:rgba(var(--heat),1);color:var(--heat-ink)}\n";

static const char plots[] =
	".plot{display:block;width:100%;min-width:34rem;height:auto;font-size:12px}\n"
	".plot text{fill:var(--soft)}\n"
	".plot .grid{stroke:var(--line);stroke-width:.7}\n"
	".plot .base{stroke:var(--soft);stroke-width:1}\n"
	".plot .limit{stroke:var(--limit);stroke-width:1.2;stroke-dasharray:6 4}\n"
	".plot .bar0{fill:var(--bar)}\n"
	".plot .bar1{fill:var(--bar2)}\n"
	".legend .entry{display:inline-block;margin-right:1.5rem}\n"
	".swatch{display:inline-block;width:.75em;height:.75em;print-color-adjust:exact;"
	"-webkit-print-color-adjust:exact}\n"
	".swatch0{background:var(--bar)}\n"
	".swatch1{background:var(--bar2)}\n"
	".plot .none{fill:var(--soft)}\n"
	".desk svg{display:block;width:100%;min-width:52rem;height:auto}\n";

static const char narrow[] =
	"@media (max-width:40rem){body{padding:1rem .8rem 2rem}h1{font-size:1.4rem}"
	"nav ol{columns:1}caption{max-width:calc(100vw - 1.6rem)}}\n";

/* A4 and Letter: the paper is the printer's; what belongs together stays on one page where it can. */
static const char paper[] =
	"@page{margin:16mm 15mm}\n"
	"@media print{body{max-width:none;padding:0;font-size:10pt;background:#fff}"
	"nav,.skip{display:none}"
	"h1{font-size:18pt}h2{font-size:13pt}h3{font-size:11pt}"
	"h2,h3,caption{break-after:avoid}"
	"section{margin-top:7mm;padding-top:4mm}"
	"tr,svg,.warn,.keep,dd,li{break-inside:avoid}dt{break-after:avoid}"
	"thead{display:table-header-group}tbody tr:first-child{break-before:avoid}"
	".scroll{overflow:visible}.plot,.desk svg{min-width:0}"
	"table{font-size:8.5pt;line-height:1.35;width:100%}.heat{width:auto}"
	"th,td{padding-top:.9pt;padding-bottom:.9pt}"
	"p,dl,ul,ol{max-width:none}"
	".heat td,.plot,.desk svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
	".free td:last-child{min-width:32mm}"
	".heat th,.heat td{padding-top:0;padding-bottom:0}"
	"a{color:inherit;text-decoration:none}}\n";

void html_style(FILE *f)
{
	static const char *const parts[] = { light, dark, page, tables, plots, narrow, paper };

	(void) fputs("<style>\n", f);
	for (size_t i = 0; i < ELEMENTSOF(parts); i++) {
		(void) fputs(parts[i], f);
	}
	(void) fputs("</style>\n", f);
}
