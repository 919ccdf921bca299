# Paused until further notice, then for ten minutes only: the last word holds.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 2min
45min pause
51min pause 10min
#= 1h 1min prompt rest due screen=1h 1min
1h 1min 5s end
#= 1h 1min 5s end present session=1h 1min 5s today=1h 1min 5s
