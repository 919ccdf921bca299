# A second pause replaces the first: neither its length nor its end is left of that.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 51min
45min pause 10min
50min pause 1h
#= 1h 50min prompt rest due screen=1h 50min
1h 50min 5s end
#= 1h 50min 5s end present session=1h 50min 5s today=1h 50min 5s
