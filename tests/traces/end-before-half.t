# Ended a moment before its half, the break counts as skipped.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 52min 33.999999s break-ended rest skipped start=50min 4s end=52min 33.999999s screen=50min 4s
52min 33.999999s action end
53min end
#= 53min end away session=50min 4s today=50min 4s
