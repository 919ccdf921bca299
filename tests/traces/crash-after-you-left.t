# You leave, and ergod crashes before it can know: it works out the absence all the same, since your last key.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 2s for 10min
10min 20s restart 30s
# A minute after the last key the pause is believed, its micro-break with it.
#= 11min break-ended micro natural start=10min end=11min screen=10min
12min end
#= 12min end away session=10min today=10min
