# The rest break is postponed, and after a minute you take it after all.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 51min
#= 50min prompt rest due screen=50min
50min 5s action postpone
#= 51min break-started rest start=51min
51min break rest
#= 56min break-ended rest taken start=51min end=56min screen=51min
#= 56min session-end start=0s end=51min screen=51min
57min end
#= 57min end away session=0s today=51min
