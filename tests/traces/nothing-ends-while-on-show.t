# "quiet off" and "resume", with neither quiet nor paused, do not set the reminder clock back.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 1min
#= 50min prompt rest due screen=50min
55min quiet-off
55min 30s resume
#= 1h prompt rest reminder screen=1h
1h 5s end
#= 1h 5s end present session=1h 5s today=1h 5s
