# The only keyboard is unplugged: nothing can be known, so nothing is counted until it is back and used.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 10min
#= 10min 5s presence unknown start=10min 5s
10min 5s source-lost
#= 10min 35s break-ended micro natural start=10min 5s end=10min 35s screen=10min 5s
#= 12min presence away start=12min
12min source-found
#= 12min 10s presence present start=12min 10s
12min 10s pulse keyboard every 10s for 2min
14min 20s end
#= 14min 20s end present session=12min 15s today=12min 15s
