# The mouse still moves in the five seconds after Start: that breaks nothing off.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
50min 4s pulse pointer
50min 6s pulse pointer
50min 8.999999s pulse pointer
#= 55min 4s break-ended rest taken start=50min 4s end=55min 4s screen=50min 4s
#= 55min 4s session-end start=0s end=50min 4s screen=50min 4s
55min 10s end
#= 55min 10s end away session=0s today=50min 4s
