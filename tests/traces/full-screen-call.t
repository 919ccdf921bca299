# A call in full screen: the full screen stops counting after half an hour of work, the call does not.
#@ micro_break.enabled = no
#= 0s session-start
0s quiet-on fullscreen
0s quiet-on
0s pulse keyboard every 10s for 1h 10min
# At 30:10 the full screen counts no more. The call ends at 60:05.
1h 5s quiet-off other
#= 1h 5s prompt rest due screen=1h 5s
1h 6s end
#= 1h 6s end present session=1h 6s today=1h 6s
