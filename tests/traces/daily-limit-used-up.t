# The limit was reached in the minute in which you had already left: taken back, but not told a second time.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 1h
#= 0s session-start
0s pulse keyboard every 10s for 59min 30s
#= 1h prompt daily daily screen=1h
#= 1h 30s break-ended micro natural start=59min 30s end=1h 30s screen=59min 30s
1h 2min pulse keyboard every 10s for 3min
1h 5min end
#= 1h 5min end present session=1h 2min 30s today=1h 2min 30s
