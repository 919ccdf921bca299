# The night when clocks go back: two o'clock comes twice and four an hour later.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
0s start 2026-10-25T01:30:00+02:00
#= 0s session-start
0s pulse keyboard every 30s for 4h
1h 30min offset +01:00
4h end
#= 4h end present session=4h today=30min
