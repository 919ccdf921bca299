# Start, and the locker locks and unlocks at once: within the grace that is no return either.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s presence away start=50min 4s
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 50min 5s presence locked start=50min 5s
50min 5s lock
#= 50min 7s presence away start=50min 7s
50min 7s unlock
#= 55min 4s break-ended rest taken start=50min 4s end=55min 4s screen=50min 4s
#= 55min 4s session-end start=0s end=50min 4s screen=50min 4s
56min end
#= 56min end away session=0s today=50min 4s
