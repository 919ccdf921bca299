# Locking for ten seconds resets nothing: the next micro-break is due ten seconds later, not 20 minutes.
#= 0s session-start
0s pulse keyboard every 2s for 19min
19min lock
19min 10s unlock
19min 12s pulse keyboard every 2s for 5min
# Due at 20:10, just when you have settled; the typing goes on, so at 21:10.
#= 21min 10s prompt micro due screen=21min
#= 23min 10s break-ended micro missed start=21min 10s end=23min 10s screen=23min
24min end
#= 24min end present session=23min 50s today=23min 50s
