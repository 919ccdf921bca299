# Away for 4:59 the session goes on and the rest break still counts from its start; after 5:00 all is new.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 10min
#= 11min break-ended micro natural start=10min end=11min screen=10min
14min 59s pulse keyboard every 10s for 5min
#= 20min 59s break-ended micro natural start=19min 59s end=20min 59s screen=5min
#= 24min 59s break-ended rest natural start=19min 59s end=24min 59s screen=15min
#= 24min 59s session-end start=0s end=19min 59s screen=15min
25min end
#= 25min end away session=0s today=15min
