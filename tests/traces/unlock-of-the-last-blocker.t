# An unlock is you only if nothing else stands in the way: the display was off, so it takes a key.
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 5s for 2min
#= 2min 1s presence locked start=2min 1s
2min 1s lock
2min 2s display-off
#= 2min 5s presence away start=2min 5s
2min 5s unlock
# Neither a key while the display is off nor the display that lights up is you.
2min 6s pulse keyboard
2min 8s display-on
#= 2min 12s presence locked start=2min 12s
2min 12s lock
2min 13s display-off
2min 14s display-on
#= 2min 15s presence present start=2min 15s
2min 15s unlock
2min 20s end
#= 2min 20s end present session=2min 6s today=2min 6s
