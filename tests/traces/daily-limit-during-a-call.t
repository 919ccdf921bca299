# The limit and the half hour after it both fall into a call: one note when it is over.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 1h
#= 0s session-start
0s pulse keyboard every 10s for 2h 5min
50min quiet-on
1h 45min quiet-off
#= 1h 45min 3s prompt daily daily screen=1h 45min 3s
#= 2h prompt daily daily screen=2h
2h 5min end
#= 2h 5min end present session=2h 5min today=2h 5min
