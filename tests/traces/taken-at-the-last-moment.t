# The thirty seconds of hands off are full just when the micro-break would be let go: it is taken.
#= 0s session-start
0s pulse keyboard every 10s for 21min 30s
#= 20min prompt micro due screen=20min
#= 22min break-ended micro taken start=21min 30s end=22min screen=21min 30s
22min 10s end
#= 22min 10s end away session=21min 30s today=21min 30s
