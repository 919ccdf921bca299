# Somebody calls during the rest break and you come back for it: no prompt then, nor when the call is over.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
51min quiet-on
52min 4s pulse keyboard every 10s for 11min
53min quiet-off
# 4 s before the start and 9:56 after the call make the ten minutes of a reminder.
#= 1h 2min 56s prompt rest reminder screen=1h 56s
1h 3min end
#= 1h 3min end present session=1h 1min today=1h 1min
