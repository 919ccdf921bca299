# Touching the volume once during the film begins the two hours anew.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse
10s engaged-on
#= 1min presence passive start=1min
#= 1h presence present start=1h
1h pulse pointer
#= 1h 1min presence passive start=1h 1min
#= 3h 1min presence away start=3h
#= 3h 1min break-ended micro natural start=3h end=3h 1min screen=3h
3h 2min end
#= 3h 2min end away session=3h today=3h
