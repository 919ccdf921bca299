# A postponed micro-break does not turn up while the rest break waits for a gap, and is replaced when that comes.
#@ micro_break.not_before_rest = 1min
#@ rest_break.every = 25min
#= 0s session-start
0s pulse keyboard every 10s for 24min
#= 20min prompt micro due screen=20min
#= 20min 5s withdraw micro
20min 5s action postpone
24min pulse keyboard every 2s for 3min
# Its five minutes were over at 25:05.
#= 26min break-ended micro replaced start=20min end=26min screen=26min
#= 26min prompt rest due screen=26min
26min 1s end
#= 26min 1s end present session=26min 1s today=26min 1s
