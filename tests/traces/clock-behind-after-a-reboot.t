# The battery of the clock is empty: it shows an old day after the reboot until the network tells. Today stays today.
#@ micro_break.enabled = no
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 30min
30min 5s reboot 1min
30min 30s clock -2000h
31min 10s pulse keyboard every 10s for 5min
32min clock +2000h
# By that clock no time passed over the reboot: the pause was 5 s before it and 5 s after it.
36min 10s end
#= 36min 10s end present session=35min today=35min
