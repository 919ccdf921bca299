# Absences of four minutes make micro-breaks; they neither count as a rest break nor put one off for ever.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 25min
#= 26min break-ended micro natural start=25min end=26min screen=25min
29min pulse keyboard every 10s for 26min
#= 54min prompt rest due screen=50min
54min 5s end
#= 54min 5s end present session=50min 5s today=50min 5s
