# Hands off for the micro-break, and then you stay away: the pause counts from when you let go.
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 20min
#= 20min prompt micro due screen=20min
#= 20min 30s presence away start=20min
#= 20min 30s break-ended micro taken start=20min end=20min 30s screen=20min
#= 25min break-ended rest natural start=20min end=25min screen=20min
#= 25min session-end start=0s end=20min screen=20min
26min end
#= 26min end away session=0s today=20min
