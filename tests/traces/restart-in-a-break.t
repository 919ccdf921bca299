# ergod is restarted in the middle of a rest break: the rest goes on, and ends when it would have.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 10min
10min break rest
#= 10min break-started rest start=10min
12min restart 3s
#= 15min break-ended rest taken start=10min end=15min screen=10min
#= 15min session-end start=0s end=10min screen=10min
15min 1s end
#= 15min 1s end away session=0s today=10min
