# Music plays while nobody is there: it prolongs your presence, but never begins it.
0s engaged-on
#= 10min presence present start=10min
#= 10min session-start start=10min
10min pulse
#= 11min presence passive start=11min
#= 12min presence locked start=12min
12min lock
#= 12min 30s break-ended micro natural start=12min end=12min 30s screen=2min
13min engaged-off
#= 14min presence present start=14min
14min unlock
# That unlock was the last sign of you.
#= 15min presence away start=14min
#= 19min break-ended rest natural start=14min end=19min screen=2min
#= 19min session-end start=10min end=14min screen=2min
20min end
#= 20min end away session=0s today=2min
