# A micro-break was put off and the rest break came due, both during a call: one prompt when it is over.
#= 0s session-start
0s pulse keyboard every 10s for 56min
#= 20min prompt micro due screen=20min
20min 5s action postpone
24min quiet-on
55min 5s quiet-off
#= 55min 5s break-ended micro replaced start=20min end=55min 5s screen=55min 5s
#= 55min 5s prompt rest due screen=55min 5s
55min 10s end
#= 55min 10s end present session=55min 10s today=55min 10s
