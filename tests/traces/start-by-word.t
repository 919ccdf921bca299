# You press Start: the break runs at once, its end is told, and you return to a new session.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s presence away start=50min 4s
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 55min 4s withdraw rest
#= 55min 4s break-ended rest taken start=50min 4s end=55min 4s screen=50min 4s
#= 55min 4s session-end start=0s end=50min 4s screen=50min 4s
#= 56min presence present start=56min
#= 56min session-start start=56min
56min pulse
56min 10s end
#= 56min 10s end present session=10s today=50min 14s
