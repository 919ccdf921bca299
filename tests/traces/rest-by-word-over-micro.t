# A micro-break is on show and you decide for a real break: it replaces it. Asking for a micro-break then changes nothing.
#= 0s session-start
0s pulse keyboard every 10s for 20min
#= 20min prompt micro due screen=20min
#= 20min 10s withdraw micro
#= 20min 10s break-ended micro replaced start=20min end=20min 10s screen=20min 10s
#= 20min 10s break-started rest start=20min 10s
20min 10s break rest
20min 20s break micro
20min 30s break rest
#= 25min 10s withdraw rest
#= 25min 10s break-ended rest taken start=20min 10s end=25min 10s screen=20min 10s
#= 25min 10s session-end start=0s end=20min 10s screen=20min 10s
26min end
#= 26min end away session=0s today=20min 10s
