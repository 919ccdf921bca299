# A rest break of a minute, and after a minute you count as away: first you have left, then you have rested.
#@ micro_break.enabled = no
#@ rest_break.length = 1min
#= 0s session-start
0s pulse keyboard every 10s for 50min 10s
#= 50min prompt rest due screen=50min
#= 51min 10s break-started rest start=50min 10s
#= 51min 10s break-ended rest taken start=50min 10s end=51min 10s screen=50min 10s
52min end
#= 52min end away session=50min 10s today=50min 10s
