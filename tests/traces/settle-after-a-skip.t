# You skip the micro-break just before the rest break is due: that one does not follow on its heels.
#@ micro_break.expires_after = 10min
#@ rest_break.every = 26min
#= 0s session-start
0s pulse keyboard every 10s for 27min
#= 20min prompt micro due screen=20min
#= 25min 30s break-ended micro skipped start=20min end=25min 30s screen=25min 30s
25min 30s action skip
#= 26min 30s prompt rest due screen=26min 30s
26min 40s end
#= 26min 40s end present session=26min 40s today=26min 40s
