# Resuming what was not paused does not make a waiting prompt wait longer.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 52min
50min 30s resume
50min 40s quiet-off
#= 51min prompt rest due screen=51min
52min end
#= 52min end present session=52min today=52min
