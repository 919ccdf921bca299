# You are just gone for three minutes, then back: that may have been anything, so it is not kept.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min 10s
#= 50min prompt rest due screen=50min
#= 51min 10s break-started rest start=50min 10s
53min 10s pulse keyboard
#= 53min 20s break-started rest start=53min 20s
53min 20s lock
#= 58min 20s break-ended rest taken start=53min 20s end=58min 20s screen=50min 20s
#= 58min 20s session-end start=0s end=53min 20s screen=50min 20s
59min end
#= 59min end locked session=0s today=50min 20s
