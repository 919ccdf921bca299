# The rest break waited for a gap when you began it yourself: broken off, it stays due, and what you rested is kept.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 50min 30s
#= 50min 30s break-started rest start=50min 30s
50min 30s break rest
#= 51min 30s prompt rest interrupted screen=50min 30s
51min 30s pulse keyboard
#= 51min 40s break-started rest start=51min 40s
51min 40s lock
#= 55min 40s break-ended rest taken start=51min 40s end=55min 40s screen=50min 40s
#= 56min 40s session-end start=0s end=51min 40s screen=50min 40s
57min end
#= 57min end locked session=0s today=50min 40s
