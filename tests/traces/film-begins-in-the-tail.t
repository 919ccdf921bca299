# Between your last key and the film that starts, the desktop goes quiet ten times: what counts for the reminder is what lies before the film's cap.
#@ micro_break.enabled = no
#@ presence.passive_max = 7s
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
# Watching counts for seven seconds after the last key at most: you were there until 55:07.
55min 52s engaged-on
#= 56min 7s break-started rest start=55min 7s
57min 40s pulse keyboard every 10s for 6min
# 5 min, 4 s before the first quiet and 2 s after it; 4:54 are left.
#= 1h 2min 34s prompt rest reminder screen=1h 1s
1h 3min end
#= 1h 3min end present session=1h 27s today=1h 27s
