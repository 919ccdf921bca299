# Asked to rest, you let the machine install its updates: that is the rest break.
#@ micro_break.enabled = no
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 49min 50s
#= 50min prompt rest due screen=50min
50min 30s reboot 6min
# The break was asked for at 50:00; the pause began with the last key, at 49:50, and is five minutes old at 54:50.
#= 50min 30s break-started rest start=50min
#= 54min 50s break-ended rest taken start=50min end=54min 50s screen=49min 50s
#= 54min 50s session-end start=0s end=49min 50s screen=49min 50s
58min end
#= 58min end away session=0s today=49min 50s
