# Start works as well on a postponed break.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 51min
#= 50min prompt rest due screen=50min
50min 5s action postpone
# End is not for a break that does not run.
50min 30s action end
#= 51min break-started rest start=51min
51min action start
51min 1s action start
51min 2s action postpone
#= 56min break-ended rest taken start=51min end=56min screen=51min
#= 56min session-end start=0s end=51min screen=51min
57min end
#= 57min end away session=0s today=51min
