# The clock is set forward and back by hours: no prompt comes early, late or twice for it.
0s start 2026-03-02T12:00:00Z
#= 0s session-start
0s pulse keyboard every 10s for 30min
10min clock +3h
12min clock -5h
#= 20min prompt micro due screen=20min
20min 5s action postpone
# Not "minus two hours to the break": five minutes are five minutes.
20min 10s clock -2h
#= 25min 5s prompt micro due screen=25min 5s
# 5 s and 1 min 55 s of waiting make the two minutes after which it is let go.
#= 27min break-ended micro missed start=25min 5s end=27min screen=27min
30min end
#= 30min end present session=30min today=30min
