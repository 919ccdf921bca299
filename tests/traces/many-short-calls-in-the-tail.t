# You leave while the desktop goes quiet and back ten times a minute: all of it is taken back from the reminder clock.
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
#= 56min break-started rest start=55min
57min pulse keyboard every 10s for 6min
#= 1h 2min prompt rest reminder screen=1h
1h 2min 5s end
#= 1h 2min 5s end present session=1h 5s today=1h 5s
