# "No prompts until tomorrow", and then the machine is started anew: it is still not tomorrow.
#@ rest_break.enabled = no
0s start 2026-03-02T13:00:00+01:00
#= 0s session-start
0s pulse keyboard every 1s for 1h
10min pause 15h
30min reboot 2min
#= 30min 30s break-ended micro natural start=30min end=30min 30s screen=30min
# Until 60 minutes there would have been a prompt; 10 minutes and 15 hours are over at 15:10.
15h pulse keyboard every 1s for 11min
#= 1h 1min break-ended micro natural start=1h end=1h 1min screen=28min
#= 1h 5min break-ended rest natural start=1h end=1h 5min screen=58min
#= 1h 5min session-end start=0s end=1h screen=58min
#= 15h session-start
15h 11min end
#= 15h 11min end present session=11min today=11min
