# Over four in the morning without ergod, working all the while: what you do from then on counts for the new day.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
0s start 2026-03-02T03:30:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 1h
29min 50s restart 30s
1h end
#= 1h end present session=1h today=30min
