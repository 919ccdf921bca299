# Broken off twice: of both stretches the rest is kept.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 10s break-started rest start=50min 10s
50min 10s action start
#= 51min 10s prompt rest interrupted screen=50min 10s
51min 10s pulse
#= 51min 20s break-started rest start=51min 20s
51min 20s action start
#= 53min 20s prompt rest interrupted screen=50min 20s
53min 20s pulse
#= 53min 30s break-started rest start=53min 30s
53min 30s action start
# One minute and two of five: two are left.
#= 55min 30s break-ended rest taken start=53min 30s end=55min 30s screen=50min 30s
56min end
#= 56min end away session=50min 30s today=50min 30s
