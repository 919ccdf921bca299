# The break is on show and you type on: nothing of it passes. A break counts only when the hands really stop.
#@ micro_break.expires_after = 5min
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 24min
#= 20min prompt micro due screen=20min
#= 24min 30s presence away start=24min
#= 24min 30s break-ended micro taken start=24min end=24min 30s screen=24min
25min end
#= 25min end away session=24min today=24min
