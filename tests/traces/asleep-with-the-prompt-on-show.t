# The lid is closed over a prompt: the break is taken in your sleep, at its own time, and gone when you wake.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 3s break-started rest start=50min 3s
50min 3s sleep
#= 55min 3s withdraw rest
#= 55min 3s break-ended rest taken start=50min 3s end=55min 3s screen=50min 3s
#= 55min 3s session-end start=0s end=50min 3s screen=50min 3s
7h wake
#= 7h 1s session-start start=7h 1s
7h 1s pulse
7h 10s end
#= 7h 10s end present session=9s today=50min 12s
