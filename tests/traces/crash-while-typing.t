# ergod crashes while you type and is back after 50 s: no pause, no minute lost, the break comes when it would have.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 2s for 20min
10min 1s restart 50s
# At 20 minutes, and a gap of 3 s in the typing.
#= 20min 3s prompt micro due screen=20min 3s
20min 10s end
#= 20min 10s end present session=20min 10s today=20min 10s
