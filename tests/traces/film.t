# A film, hands in your lap: a neck does not rest by watching. It counts for two hours after you last touched anything.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#= 0s presence present start=0s
#= 0s session-start
0s pulse
10s engaged-on
#= 1min presence passive start=1min
#= 2h 1min presence away start=2h
#= 2h 1min break-ended micro natural start=2h end=2h 1min screen=2h
#= 2h 5min break-ended rest natural start=2h end=2h 5min screen=2h
#= 2h 5min session-end start=0s end=2h screen=2h
2h 30min engaged-off
3h end
#= 3h end away session=0s today=2h
