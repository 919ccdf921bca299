# A call of half an hour in which both breaks come due: one prompt when it is over, for the rest break.
#= 0s session-start
0s pulse keyboard every 10s for 1h 11min
#= 20min prompt micro due screen=20min
#= 22min break-ended micro missed start=20min end=22min screen=22min
40min quiet-on
1h 10min quiet-off
#= 1h 10min 3s prompt rest due screen=1h 10min 3s
1h 11min end
#= 1h 11min end present session=1h 11min today=1h 11min
