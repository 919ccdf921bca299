# You lock for three of the five minutes, look something up, and lock again: two minutes are left. Nobody nags.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 2s break-started rest start=50min 2s
50min 2s lock
53min 2s unlock
53min 2s pulse keyboard every 10s for 30s
#= 53min 40s break-started rest start=53min 40s
53min 40s lock
#= 55min 40s break-ended rest taken start=53min 40s end=55min 40s screen=50min 40s
#= 58min 40s session-end start=0s end=53min 40s screen=50min 40s
59min end
#= 59min end locked session=0s today=50min 40s
