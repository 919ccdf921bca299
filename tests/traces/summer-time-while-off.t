# Off for the four minutes in which summer time begins: the clock on the wall jumps, the gap does not.
#@ micro_break.enabled = no
0s start 2026-03-29T01:50:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 5min
5min reboot 4min
6min offset +02:00
9min 10s pulse
#= 5min 30s break-ended micro natural start=5min end=5min 30s screen=5min
# The session goes on after 4:10 of pause; and until four it is still Saturday.
10min end
#= 10min end present session=5min 50s today=5min 50s
