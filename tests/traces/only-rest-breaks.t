# Micro-breaks are switched off: they are not prompted, but recorded where you take them.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 30min
30min lock
#= 30min 30s break-ended micro natural start=30min end=30min 30s screen=30min
31min end
#= 31min end locked session=30min today=30min
