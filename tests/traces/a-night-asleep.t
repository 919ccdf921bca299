# A whole night with the lid closed is no screen time, and the new day begins in it.
#@ micro_break.enabled = no
0s start 2026-03-02T23:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 30min
30min sleep
#= 30min 30s break-ended micro natural start=30min end=30min 30s screen=30min
#= 35min break-ended rest natural start=30min end=35min screen=30min
#= 35min session-end start=0s end=30min screen=30min
8h wake
#= 8h 10s session-start start=8h 10s
8h 10s pulse keyboard every 10s for 5min
8h 5min 10s end
#= 8h 5min 10s end present session=5min today=5min
