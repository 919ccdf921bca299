# A micro-break waits for a gap in the typing until the rest break is too near: then it is left to it.
#= 0s session-start
0s pulse keyboard every 10s for 44min
#= 20min prompt micro due screen=20min
20min 5s action postpone
#= 24min 30s break-ended micro skipped start=20min end=24min 30s screen=24min 30s
24min 30s action skip
# Due at 44:30, 5:30 before the rest break; at 45:00 only 5:00 are left.
44min pulse keyboard every 2s for 6min 10s
#= 50min 13s prompt rest due screen=50min 13s
50min 15s end
#= 50min 15s end present session=50min 15s today=50min 15s
