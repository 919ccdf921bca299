# Waking the laptop, a display that lights up, a session switched back, a keyboard found: none of them is you.
#= 0s presence asleep start=0s
0s sleep
#= 1s presence away start=1s
1s wake
2s display-off
3s display-on
4s session-inactive
5s session-active
#= 6s presence unknown start=6s
6s source-lost
#= 7s presence away start=7s
7s source-found
# Unlocking what was not locked, and a film that begins and ends in an empty room.
8s unlock
9s engaged-on
10s engaged-off
#= 30s presence present start=30s
#= 30s session-start start=30s
30s pulse touch
40s end
#= 40s end present session=10s today=10s
