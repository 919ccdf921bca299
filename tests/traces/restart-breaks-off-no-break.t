# The rest break was running when ergod went, and over when it came back; you stayed away for all of it.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 10min
10min break rest
#= 10min break-started rest start=10min
12min restart 10min
#= 15min break-ended rest taken start=10min end=15min screen=10min
#= 15min session-end start=0s end=10min screen=10min
22min pulse
#= 22min session-start
22min 1s end
#= 22min 1s end present session=1s today=10min 1s
