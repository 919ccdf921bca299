# Exactly one minute at the screen is something to rest from; a microsecond less is not.
#= 0s session-start
0s pulse
30s pulse
1min lock
#= 1min 30s break-ended micro natural start=1min end=1min 30s screen=1min
#= 6min break-ended rest natural start=1min end=6min screen=1min
#= 6min session-end start=0s end=1min screen=1min
#= 10min session-start
10min unlock
10min 30s pulse
10min 59.999999s lock
#= 15min 59.999999s session-end start=10min end=10min 59.999999s screen=59.999999s
20min end
#= 20min end locked session=0s today=1min 59.999999s
