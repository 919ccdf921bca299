# You skip a break that already runs: it is recorded as skipped, and you are away until you touch something.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s presence away start=50min 4s
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 50min 20s break-ended rest skipped start=50min 4s end=50min 20s screen=50min 4s
50min 20s action skip
#= 55min 4s session-end start=0s end=50min 4s screen=50min 4s
#= 56min presence present start=56min
#= 56min session-start start=56min
56min pulse
56min 5s end
#= 56min 5s end present session=5s today=50min 9s
