# Rest breaks of 20 s, micro-breaks of 30 s: leaving the micro-break's prompt for 20 s is enough, and only that is recorded.
#@ micro_break.length = 30s
#@ rest_break.length = 20s
#= 0s session-start
0s pulse keyboard every 10s for 20min
#= 20min prompt micro due screen=20min
#= 20min 2s break-started micro start=20min 2s
20min 2s lock
#= 20min 22s break-ended micro taken start=20min 2s end=20min 22s screen=20min 2s
21min end
#= 21min end locked session=20min 2s today=20min 2s
