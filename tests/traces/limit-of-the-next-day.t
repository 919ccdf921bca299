# A night at the screen: each day has its own limit, told anew.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 40min
0s start 2026-03-03T03:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 2h
#= 40min prompt daily daily screen=40min
# The new day begins at 1h; without it there would be another note at 1h 10min.
#= 1h 40min prompt daily daily screen=40min
1h 50min end
#= 1h 50min end present session=1h 50min today=50min
