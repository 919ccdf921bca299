# The day's limit and a rest break at once: the break first, the note a minute after it is done with.
#@ micro_break.enabled = no
#@ daily_limit.limit = 50min
#= 0s session-start
0s pulse keyboard every 10s for 55min
#= 50min prompt rest due screen=50min
#= 51min break-ended rest skipped start=50min end=51min screen=51min
51min action skip
#= 52min prompt daily daily screen=52min
53min end
#= 53min end present session=53min today=53min
