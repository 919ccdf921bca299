# Rest break and limit come due in one stretch of typing: one prompt in the gap, the note when the break is done with.
#@ micro_break.enabled = no
#@ daily_limit.limit = 50min
#= 0s session-start
0s pulse keyboard every 2s for 50min 20s
#= 50min 23s prompt rest due screen=50min 23s
#= 50min 30s break-ended rest skipped start=50min 23s end=50min 30s screen=50min 30s
50min 30s action skip
50min 40s pulse keyboard every 10s for 2min
#= 51min 30s prompt daily daily screen=51min 30s
52min end
#= 52min end present session=52min today=52min
