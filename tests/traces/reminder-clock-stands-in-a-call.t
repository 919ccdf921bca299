# A call begins while the rest break is on show: its clock stands, and nothing prompts until ten minutes are full.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 1h 20min
#= 50min prompt rest due screen=50min
52min quiet-on
1h 10min quiet-off
#= 1h 18min prompt rest reminder screen=1h 18min
1h 18min 5s end
#= 1h 18min 5s end present session=1h 18min 5s today=1h 18min 5s
