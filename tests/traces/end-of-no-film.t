# A player that was not playing says that it stopped: that is no sign of you.
#= 0s presence present start=0s
#= 0s session-start
0s pulse
50s engaged-off
#= 1min presence away start=0s
2min end
#= 2min end away session=0s today=0s
