# You leave without a word. A minute later that minute is taken back: you left with the last movement.
#= 0s presence present start=0s
#= 0s session-start start=0s
0s pulse pointer every 10s for 4min
#= 5min presence away start=4min
#= 5min break-ended micro natural start=4min end=5min screen=4min
#= 9min break-ended rest natural start=4min end=9min screen=4min
#= 9min session-end start=0s end=4min screen=4min
10min end
#= 10min end away session=0s today=4min
