# Five seconds after Start the mouse counts: the break is broken off, and says so.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 50min 9s prompt rest interrupted screen=50min 4s
50min 9s pulse pointer
50min 10s end
#= 50min 10s end present session=50min 5s today=50min 5s
