# On show for two minutes, a call of one, two minutes more, an absence: the reminder comes after six further minutes.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 55min
#= 50min prompt rest due screen=50min
52min quiet-on
53min quiet-off
#= 56min break-started rest start=55min
57min pulse keyboard every 10s for 7min
#= 1h 3min prompt rest reminder screen=1h 1min
1h 3min 5s end
#= 1h 3min 5s end present session=1h 1min 5s today=1h 1min 5s
