# A micro-break that would come three minutes before the rest break is left to it.
#= 0s session-start
0s pulse keyboard every 10s for 51min
#= 20min prompt micro due screen=20min
20min 5s action postpone
#= 25min 5s prompt micro due screen=25min 5s
25min 10s action postpone
#= 27min break-ended micro skipped start=25min 5s end=27min screen=27min
27min action skip
#= 50min prompt rest due screen=50min
50min 5s end
#= 50min 5s end present session=50min 5s today=50min 5s
