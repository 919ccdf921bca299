# You lock the screen for a coffee: that is the rest break, and unlocking is not answered by a prompt.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 45min
45min lock
#= 45min 30s break-ended micro natural start=45min end=45min 30s screen=45min
#= 50min break-ended rest natural start=45min end=50min screen=45min
#= 50min session-end start=0s end=45min screen=45min
#= 52min session-start start=52min
52min unlock
52min pulse keyboard every 2s for 10min
1h 2min end
#= 1h 2min end present session=10min today=55min
