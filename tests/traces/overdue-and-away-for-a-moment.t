# Six minutes over time you are gone for three: not a rest break, and it is not forgotten either.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 56min 30s
#= 50min prompt rest due screen=50min
#= 57min 30s break-started rest start=56min 30s
59min 30s pulse keyboard every 10s for 4min
#= 1h 3min prompt rest reminder screen=1h
1h 3min 5s end
#= 1h 3min 5s end present session=1h 5s today=1h 5s
