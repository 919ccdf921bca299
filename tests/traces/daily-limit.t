# After the day's limit a note, and one more after each further half an hour.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 1h
#= 0s session-start
0s pulse keyboard every 10s for 2h 5min
#= 1h prompt daily daily screen=1h
#= 1h 30min prompt daily daily screen=1h 30min
#= 2h prompt daily daily screen=2h
2h 5min end
#= 2h 5min end present session=2h 5min today=2h 5min
