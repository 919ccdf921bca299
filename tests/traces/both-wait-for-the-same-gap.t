# The rest break and a postponed micro-break wait for the same gap in the typing: one prompt comes in it.
#@ micro_break.not_before_rest = 1min
#@ rest_break.every = 25min
#= 0s session-start
0s pulse keyboard every 10s for 24min
#= 20min prompt micro due screen=20min
20min 5s action postpone
24min pulse keyboard every 2s for 1min 30s
#= 25min 33s break-ended micro replaced start=20min end=25min 33s screen=25min 33s
#= 25min 33s prompt rest due screen=25min 33s
25min 35s end
#= 25min 35s end present session=25min 35s today=25min 35s
