# A key exactly when the minute is over comes too late: the deadline is first, and you return at that key.
#= 0s presence present start=0s
#= 0s session-start start=0s
0s pulse
#= 1min presence away start=0s
#= 1min presence present start=1min
1min pulse
# A microsecond earlier it is in time.
1min 59.999999s pulse
2min 30s end
#= 2min 30s end present session=1min 30s today=1min 30s
