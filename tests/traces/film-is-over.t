# The film ends and you are gone: you left when it ended, not when you last touched a key.
#= 0s presence present
#= 0s session-start
0s pulse
5s engaged-on
#= 1min presence passive start=1min
# Watching is no break, so the micro-break is let go after two minutes.
#= 20min prompt micro due screen=20min
#= 22min break-ended micro missed start=20min end=22min screen=22min
#= 30min presence present start=30min
30min engaged-off
#= 31min presence away start=30min
#= 31min break-ended micro natural start=30min end=31min screen=8min
32min end
#= 32min end away session=30min today=30min
