# Back from a short absence with the rest break almost due: you get a minute to settle before it asks.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 49min 50s
49min 50s lock
#= 50min 20s break-ended micro natural start=49min 50s end=50min 20s screen=49min 50s
51min 50s unlock
51min 55s pulse keyboard every 10s for 1min
#= 52min 50s prompt rest due screen=50min 50s
52min 51s end
#= 52min 51s end present session=50min 51s today=50min 51s
