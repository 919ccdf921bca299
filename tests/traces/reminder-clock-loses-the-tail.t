# The minute in which you had already left is taken back from the reminder clock, too.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 55min
#= 50min prompt rest due screen=50min
#= 56min break-started rest start=55min
57min pulse keyboard every 10s for 6min
# Five minutes before, five after: the tenth is at 62:00, not at 61:00.
#= 1h 2min prompt rest reminder screen=1h
1h 2min 5s end
#= 1h 2min 5s end present session=1h 5s today=1h 5s
