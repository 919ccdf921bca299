# The night when clocks go forward: four o'clock comes an hour earlier, no duration changes.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
0s start 2026-03-29T01:30:00+01:00
#= 0s session-start
0s pulse keyboard every 30s for 2h
30min offset +02:00
2h end
#= 2h end present session=2h today=30min
