# The limit of the day is reached just when the day ends: the new day is first, and nothing is owed.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 1h
0s start 2026-03-03T03:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 1h 30min
1h 30min end
#= 1h 30min end present session=1h 30min today=30min
