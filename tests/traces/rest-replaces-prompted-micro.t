# The rest break comes due while the micro-break is still on show: its prompt takes the place of the other.
#@ micro_break.expires_after = 10min
#@ rest_break.every = 26min
#= 0s session-start
0s pulse keyboard every 10s for 26min
#= 20min prompt micro due screen=20min
#= 26min withdraw micro
#= 26min break-ended micro replaced start=20min end=26min screen=26min
#= 26min prompt rest due screen=26min
#= 26min 10s break-started rest start=26min 10s
26min 10s action start
#= 31min 10s withdraw rest
#= 31min 10s break-ended rest taken start=26min 10s end=31min 10s screen=26min 10s
#= 31min 10s session-end start=0s end=26min 10s screen=26min 10s
32min end
#= 32min end away session=0s today=26min 10s
