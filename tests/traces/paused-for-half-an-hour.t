# "ergoctl pause 30min" during a talk you give: no prompt for half an hour, then one at once.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 16min
45min pause 30min
#= 1h 15min prompt rest due screen=1h 15min
1h 15min 5s end
#= 1h 15min 5s end present session=1h 15min 5s today=1h 15min 5s
