# A postponed micro-break is taken on the way to a longer pause, which is a rest break besides.
#= 0s session-start
0s pulse keyboard every 10s for 21min
#= 20min prompt micro due screen=20min
20min 5s action postpone
21min lock
#= 21min 30s break-ended micro natural start=21min end=21min 30s screen=21min
#= 26min break-ended rest natural start=21min end=26min screen=21min
#= 26min session-end start=0s end=21min screen=21min
27min end
#= 27min end locked session=0s today=21min
