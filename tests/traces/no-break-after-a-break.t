# Back from a walk you took unasked: no prompt meets you, the next is due 20 minutes later.
#= 0s session-start
0s pulse keyboard every 10s for 19min
#= 20min break-ended micro natural start=19min end=20min screen=19min
#= 24min break-ended rest natural start=19min end=24min screen=19min
#= 24min session-end start=0s end=19min screen=19min
#= 30min session-start start=30min
30min pulse keyboard every 10s for 21min
#= 50min prompt micro due screen=20min
50min 5s end
#= 50min 5s end present session=20min 5s today=39min 5s
