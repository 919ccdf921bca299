# The micro-break waited for a gap when you began it yourself: broken off after ten seconds, twenty are left.
#= 0s session-start
0s pulse keyboard every 2s for 20min 30s
#= 20min 30s break-started micro start=20min 30s
20min 30s break micro
#= 20min 40s prompt micro interrupted screen=20min 30s
20min 40s pulse keyboard
#= 21min break-ended micro taken start=20min 40s end=21min screen=20min 30s
22min end
#= 22min end away session=20min 30s today=20min 30s
