# Rest breaks are switched off: micro-breaks are left to nothing, and go on every 20 minutes.
#@ rest_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 5min
#= 20min prompt micro due screen=20min
#= 22min break-ended micro missed start=20min end=22min screen=22min
#= 42min prompt micro due screen=20min
#= 44min break-ended micro missed start=42min end=44min screen=22min
#= 1h 4min prompt micro due screen=20min
1h 5min end
#= 1h 5min end present session=1h 5min today=1h 5min
