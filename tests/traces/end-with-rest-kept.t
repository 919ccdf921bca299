# What you rested before the interruption counts when you end the second stretch.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 51min 34s prompt rest interrupted screen=50min 4s
51min 34s pulse
#= 51min 44s break-started rest start=51min 44s
51min 44s action start
#= 52min 44s break-ended rest taken start=51min 44s end=52min 44s screen=50min 14s
52min 44s action end
53min end
#= 53min end away session=50min 14s today=50min 14s
