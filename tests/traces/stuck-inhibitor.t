# Something keeps the screen on all night. It is believed for two hours after your last key, then not any more: lunch the next day is a break at once.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.enabled = no
0s start 2026-03-02T18:00:00+01:00
#= 0s session-start
0s pulse every 30s for 1h
0s engaged-on
#= 3h 1min break-ended micro natural start=3h end=3h 1min screen=3h
# Found out: from here on ergod takes it for stuck.
3h 1min engaged-off
#= 3h 5min break-ended rest natural start=3h end=3h 5min screen=3h
#= 3h 5min session-end start=0s end=3h screen=3h
#= 14h session-start
14h pulse every 30s for 2h
#= 16h 1min break-ended micro natural start=16h end=16h 1min screen=2h
#= 16h 5min break-ended rest natural start=16h end=16h 5min screen=2h
#= 16h 5min session-end start=14h end=16h screen=2h
17h end
#= 17h end away session=0s today=2h
