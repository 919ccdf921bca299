# A micro-break of your own accord, kept to its end, counts as taken: the next one is 20 minutes later.
#= 0s session-start
0s pulse keyboard every 10s for 10min
#= 10min break-started micro start=10min
10min break micro
#= 10min 30s break-ended micro taken start=10min end=10min 30s screen=10min
11min pulse keyboard every 10s for 21min
#= 31min prompt micro due screen=20min
31min 5s end
#= 31min 5s end present session=30min 5s today=30min 5s
