# Put off in the middle of a pause: it waits for the end of that, and then for a gap, a minute at most.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 1h 10min
45min pause
#= 55min break-started rest start=55min
55min break rest
# 55:06 is the first key after the grace.
#= 55min 10s withdraw rest
55min 10s action postpone 2min
1h resume
#= 1h 1min prompt rest due screen=1h 54s
1h 1min 30s end
#= 1h 1min 30s end present session=1h 1min 24s today=1h 1min 24s
