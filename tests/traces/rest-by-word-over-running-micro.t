# During a micro-break you decide to make it a rest break: that runs its own five minutes from then on.
#= 0s session-start
0s pulse keyboard every 10s for 20min
#= 20min prompt micro due screen=20min
#= 20min 5s break-started micro start=20min 5s
20min 5s action start
#= 20min 15s break-ended micro replaced start=20min 5s end=20min 15s screen=20min 5s
#= 20min 15s break-started rest start=20min 15s
20min 15s break rest
# The pause itself began at 20:05 and is five minutes long at 25:05: a rest break.
#= 25min 5s break-ended rest taken start=20min 15s end=25min 5s screen=20min 5s
#= 25min 5s session-end start=0s end=20min 5s screen=20min 5s
26min end
#= 26min end away session=0s today=20min 5s
