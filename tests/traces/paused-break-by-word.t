# Breaks of your own accord work while paused; broken off, they do not prompt, and that is not made up for.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 55min
45min pause
#= 55min break-started rest start=55min
55min break rest
57min pulse keyboard every 10s for 14min
58min resume
# It is due since 57:00, its clock runs since 58:00.
#= 1h 8min prompt rest reminder screen=1h 6min
1h 9min end
#= 1h 9min end present session=1h 7min today=1h 7min
