# A session may end before a break is long enough; the pause then still becomes a break.
#@ session.ends_after = 20s
#= 0s session-start
0s pulse keyboard every 10s for 2min
2min lock
#= 2min 20s session-end start=0s end=2min screen=2min
#= 2min 30s break-ended micro natural start=2min end=2min 30s screen=2min
#= 2min 40s session-start start=2min 40s
2min 40s unlock
2min 50s end
#= 2min 50s end present session=10s today=2min 10s
