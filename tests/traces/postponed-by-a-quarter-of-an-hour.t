# A postponement may have its own length: a quarter of an hour to finish the letter.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 6min
#= 50min prompt rest due screen=50min
50min 5s action postpone 15min
#= 1h 5min 5s prompt rest due screen=1h 5min 5s
1h 6min end
#= 1h 6min end present session=1h 6min today=1h 6min
