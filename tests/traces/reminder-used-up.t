# The reminder came in the half minute in which you had already left: taken back, but not told a second time.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 59min 30s
#= 50min prompt rest due screen=50min
#= 1h prompt rest reminder screen=1h
#= 1h 30s break-started rest start=59min 30s
1h 2min pulse keyboard every 10s for 11min
# 9:30 of its clock are left, so it is 20 minutes old after 10:30 more.
#= 1h 12min 30s prompt rest reminder screen=1h 10min
1h 13min end
#= 1h 13min end present session=1h 10min 30s today=1h 10min 30s
