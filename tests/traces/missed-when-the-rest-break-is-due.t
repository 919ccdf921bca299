# The micro-break is missed just when the rest break comes due: that one is not put in its place at once.
#@ micro_break.not_before_rest = 1min
#@ rest_break.every = 22min
#= 0s session-start
0s pulse keyboard every 10s for 24min
#= 20min prompt micro due screen=20min
#= 22min break-ended micro missed start=20min end=22min screen=22min
#= 23min prompt rest due screen=23min
23min 5s end
#= 23min 5s end present session=23min 5s today=23min 5s
