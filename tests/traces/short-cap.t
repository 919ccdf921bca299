# The cap holds as well after the film: what was watched beyond it does not count later.
#@ presence.passive_max = 5min
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse
10s engaged-on
#= 1min presence passive start=1min
#= 5min 30s presence present start=5min 30s
5min 30s engaged-off
#= 6min presence away start=5min
#= 6min break-ended micro natural start=5min end=6min screen=5min
7min end
#= 7min end away session=5min today=5min
