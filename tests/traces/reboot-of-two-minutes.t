# A new kernel: two minutes without the machine are a pause, and the session goes on.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 15min
15min 5s reboot 2min
# Nobody sits at a machine that is off: the pause began with the last key.
#= 15min 30s break-ended micro natural start=15min end=15min 30s screen=15min
17min 30s pulse keyboard every 10s for 20min
# Twenty minutes since then, and no key for 10 s.
#= 37min 30s prompt micro due screen=20min
37min 40s end
#= 37min 40s end present session=35min 10s today=35min 10s
