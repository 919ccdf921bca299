# Somebody sets all three lengths to five minutes: at one instant it is micro, rest, session.
#@ micro_break.length = 5min
#@ rest_break.length = 5min
#@ session.ends_after = 5min
#= 0s session-start
0s pulse keyboard every 10s for 3min
3min lock
#= 8min break-ended micro natural start=3min end=8min screen=3min
#= 8min break-ended rest natural start=3min end=8min screen=3min
#= 8min session-end start=0s end=3min screen=3min
10min end
#= 10min end locked session=0s today=3min
