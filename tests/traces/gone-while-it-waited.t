# The rest break waits for a gap when you lock the screen: after the return it waits anew, a minute at least.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 50min 30s
50min 30s lock
#= 51min break-ended micro natural start=50min 30s end=51min screen=50min 30s
51min 30s unlock
51min 30s pulse keyboard every 2s for 3min
#= 53min 30s prompt rest due screen=52min 30s
53min 40s end
#= 53min 40s end present session=52min 40s today=52min 40s
