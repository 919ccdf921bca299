# Postponed by five minutes, three times; the fourth time the button does nothing.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 15min
#= 50min prompt rest due screen=50min
#= 50min 5s withdraw rest
50min 5s action postpone
#= 55min 5s prompt rest due screen=55min 5s
#= 55min 10s withdraw rest
55min 10s action postpone
#= 1h 10s prompt rest due screen=1h 10s
#= 1h 15s withdraw rest
1h 15s action postpone
#= 1h 5min 15s prompt rest due screen=1h 5min 15s
1h 5min 20s action postpone
# It was on show for three times 5 s; after 9:45 more it is time for a reminder.
#= 1h 15min prompt rest reminder screen=1h 15min
1h 15min 10s end
#= 1h 15min 10s end present session=1h 15min 10s today=1h 15min 10s
