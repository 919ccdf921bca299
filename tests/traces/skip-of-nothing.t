# Buttons of a prompt that is long gone do nothing.
#= 0s session-start
0s pulse keyboard every 10s for 5min
1min action start
2min action postpone
3min action skip
4min action end
5min end
#= 5min end present session=5min today=5min
