# A restart in the middle of a call: until ergod hears of the call again it keeps still, and so it does afterwards.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 1s for 40min
19min quiet-on
25min restart 1s
25min 5s quiet-on
30min quiet-off
# The call is over; a minute at most until the moment is right.
#= 31min prompt micro due screen=31min
#= 33min break-ended micro missed start=31min end=33min screen=33min
35min end
#= 35min end present session=35min today=35min
