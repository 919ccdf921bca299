# You begin the rest break yourself exactly when it is due: broken off, it stays due.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 50min
#= 50min break-started rest start=50min
50min break rest
#= 51min prompt rest interrupted screen=50min
51min pulse keyboard
51min 10s end
#= 51min 10s end present session=50min 10s today=50min 10s
