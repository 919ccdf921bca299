# Restarted while the screen is locked: the absence is one, and the lock is told anew.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 10min
10min lock
10min 10s restart 5s
10min 15s lock
10min 20s pulse
#= 10min 30s break-ended micro natural start=10min end=10min 30s screen=10min
12min unlock
12min 5s end
#= 12min 5s end present session=10min 5s today=10min 5s
