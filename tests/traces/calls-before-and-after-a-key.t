# Four seconds of quiet, one of them before the last key: the reminder comes four seconds later, all else counts.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 20s for 1h 1min
#= 50min prompt rest due screen=50min
54min 55s quiet-on
54min 56s quiet-off
55min 4s quiet-on
55min 5s quiet-off
55min 9s quiet-on
55min 10s quiet-off
55min 14s quiet-on
55min 15s quiet-off
#= 1h 4s prompt rest reminder screen=1h 4s
1h 10s end
#= 1h 10s end present session=1h 10s today=1h 10s
