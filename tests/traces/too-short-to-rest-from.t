# Half a minute at the screen is nothing to rest from: the pause after it is no break in the records.
#= 0s session-start
0s pulse keyboard every 5s for 5min
#= 6min break-ended micro natural start=5min end=6min screen=5min
#= 10min break-ended rest natural start=5min end=10min screen=5min
#= 10min session-end start=0s end=5min screen=5min
#= 12min session-start start=12min
12min pulse keyboard every 5s for 30s
#= 17min 30s session-end start=12min end=12min 30s screen=30s
18min end
#= 18min end away session=0s today=5min 30s
