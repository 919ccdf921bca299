# You press Start and Skip at once: the hand on the mouse is still not a return.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s presence away start=50min 4s
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 50min 5s break-ended rest skipped start=50min 4s end=50min 5s screen=50min 4s
50min 5s action skip
50min 6s pulse pointer
#= 50min 9s presence present start=50min 9s
50min 9s pulse pointer
50min 10s end
#= 50min 10s end present session=50min 5s today=50min 5s
