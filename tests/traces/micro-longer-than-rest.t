# Micro-breaks of six minutes and rest breaks of five: the rest break comes first and leaves nothing for the other.
#@ micro_break.length = 6min
#= 0s session-start
0s pulse keyboard every 10s for 3min
3min lock
#= 8min break-ended rest natural start=3min end=8min screen=3min
#= 8min session-end start=0s end=3min screen=3min
10min end
#= 10min end locked session=0s today=3min
