# The rest break is postponed, and then you go to lunch anyway: that was your own doing.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 52min
#= 50min prompt rest due screen=50min
50min 5s action postpone
52min lock
#= 57min break-ended rest natural start=52min end=57min screen=52min
#= 57min session-end start=0s end=52min screen=52min
1h end
#= 1h end locked session=0s today=52min
