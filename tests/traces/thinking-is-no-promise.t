# The micro-break is on show and you think for 29 seconds: nothing has changed. Thirty are a break.
#= 0s session-start
0s pulse keyboard every 10s for 20min
#= 20min prompt micro due screen=20min
20min 29s pulse keyboard
#= 20min 59s withdraw micro
#= 20min 59s break-ended micro taken start=20min 29s end=20min 59s screen=20min 29s
21min end
#= 21min end away session=20min 29s today=20min 29s
