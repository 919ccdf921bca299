# You begin a rest break of your own accord and come back early: it leaves no record and clears nothing.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 10min
#= 10min break-started rest start=10min
10min break rest
#= 12min withdraw rest
12min pulse keyboard every 10s for 41min
#= 52min prompt rest due screen=50min
52min 5s end
#= 52min 5s end present session=50min 5s today=50min 5s
