# Several things keep you from the screen: asleep goes before locked, locked before unknown.
#= 0s presence present
#= 0s session-start
0s pulse
#= 1s presence unknown start=1s
1s source-lost
#= 2s presence locked start=2s
2s lock
#= 3s presence asleep start=3s
3s sleep
4s unlock
#= 5s presence unknown start=5s
5s wake
#= 6s presence away start=6s
6s source-found
#= 5min 1s session-end start=0s end=1s screen=1s
6min end
#= 6min end away session=0s today=1s
