# Setting the clock to tomorrow, and back, leads into another day each time; the session does not mind.
#@ micro_break.enabled = no
0s start 2026-03-02T12:00:00Z
#= 0s session-start
0s pulse keyboard every 10s for 10min
5min clock +24h
8min clock -24h
10min end
#= 10min end present session=10min today=2min
