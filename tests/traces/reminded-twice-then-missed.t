# You work on through the rest break: two reminders, then it is let go, and the next one counts from there.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 2h 11min
#= 50min prompt rest due screen=50min
#= 1h prompt rest reminder screen=1h
#= 1h 10min prompt rest reminder screen=1h 10min
#= 1h 20min withdraw rest
#= 1h 20min break-ended rest missed start=50min end=1h 20min screen=1h 20min
#= 2h 10min prompt rest due screen=50min
2h 11min end
#= 2h 11min end present session=2h 11min today=2h 11min
