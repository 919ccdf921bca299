# A micro-break put off by 27 minutes turns up three minutes before the rest break: you asked for it.
#= 0s session-start
0s pulse keyboard every 10s for 51min
#= 20min prompt micro due screen=20min
20min 5s action postpone 27min
#= 47min 5s prompt micro due screen=47min 5s
#= 49min break-ended micro missed start=47min 5s end=49min screen=49min
#= 50min prompt rest due screen=50min
50min 5s end
#= 50min 5s end present session=50min 5s today=50min 5s
