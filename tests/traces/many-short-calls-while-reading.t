# Ten seconds of quiet in small pieces while you read, and then you go on: ten seconds later, all else counts.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 55min
#= 50min prompt rest due screen=50min
55min 4s quiet-on
55min 5s quiet-off
55min 9s quiet-on
55min 10s quiet-off
55min 14s quiet-on
55min 15s quiet-off
55min 19s quiet-on
55min 20s quiet-off
55min 24s quiet-on
55min 25s quiet-off
55min 29s quiet-on
55min 30s quiet-off
55min 34s quiet-on
55min 35s quiet-off
55min 39s quiet-on
55min 40s quiet-off
55min 44s quiet-on
55min 45s quiet-off
55min 49s quiet-on
55min 50s quiet-off
55min 55s pulse keyboard every 10s for 5min
#= 1h 10s prompt rest reminder screen=1h 10s
1h 20s end
#= 1h 20s end present session=1h 20s today=1h 20s
