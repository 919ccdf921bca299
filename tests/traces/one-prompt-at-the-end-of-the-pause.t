# The rest break comes due at the very moment the pause is over, and a micro-break was put off until then: one prompt.
#@ rest_break.every = 59min 50s
#= 0s session-start
0s pulse keyboard every 10s for 1h 1min
#= 20min prompt micro due screen=20min
#= 22min break-ended micro missed start=20min end=22min screen=22min
40min pause 20min
#= 45min break-started micro start=45min
45min break micro
45min 20s action postpone 1min
#= 1h break-ended micro replaced start=45min 10s end=1h screen=37min 50s
#= 1h prompt rest due screen=59min 50s
1h 5s end
#= 1h 5s end present session=59min 55s today=59min 55s
