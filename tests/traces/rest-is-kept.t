# You press Start, come back after two minutes, and leave again: three minutes are left, not five.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 52min 4s prompt rest interrupted screen=50min 4s
52min 4s pulse keyboard
#= 52min 30s break-started rest start=52min 30s
52min 30s action start
#= 55min 30s break-ended rest taken start=52min 30s end=55min 30s screen=50min 30s
#= 57min 30s session-end start=0s end=52min 30s screen=50min 30s
58min end
#= 58min end away session=0s today=50min 30s
