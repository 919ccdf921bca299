# A pause survives suspend and lock; the breaks that you take are recorded all the same.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 46min
45min pause 1h
46min sleep
#= 46min 30s break-ended micro natural start=46min end=46min 30s screen=46min
50min wake
50min pulse keyboard every 10s for 56min
#= 1h 45min prompt rest due screen=1h 41min
1h 45min 5s end
#= 1h 45min 5s end present session=1h 41min 5s today=1h 41min 5s
