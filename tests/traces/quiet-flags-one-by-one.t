# Leaving the full screen during a call, or the call during the full screen, ends no quiet.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 30min
45min quiet-on fullscreen
46min quiet-on
55min quiet-off fullscreen
1h quiet-on fullscreen
1h 5min quiet-off other
# At 90:00 the full screen is half an hour old, and at 70:05 it is left.
1h 10min 5s quiet-off fullscreen
#= 1h 10min 5s prompt rest due screen=1h 10min 5s
1h 11min end
#= 1h 11min end present session=1h 11min today=1h 11min
