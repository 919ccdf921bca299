# A late evening counts as one day; at four the new day begins, and the session goes on.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
0s start 2026-03-03T03:30:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 40min
#= 41min break-ended micro natural start=40min end=41min screen=40min
41min end
#= 41min end away session=40min today=10min
