# It crashes again and again, and the hour is an hour all the same.
#@ micro_break.enabled = no
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 50min
5min restart
5min restart
6min restart 1s
20min 3s restart 40s
# Back at 49:35; a minute of settling.
49min 5s restart 30s
#= 50min 35s prompt rest due screen=50min 35s
50min 40s end
#= 50min 40s end present session=50min 40s today=50min 40s
