# The lid is closed a second before the rest break: waking up hours later is not answered by a break.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 49min 58s
49min 59s sleep
#= 50min 29s break-ended micro natural start=49min 59s end=50min 29s screen=49min 59s
#= 54min 59s break-ended rest natural start=49min 59s end=54min 59s screen=49min 59s
#= 54min 59s session-end start=0s end=49min 59s screen=49min 59s
8h wake
#= 8h 5s session-start start=8h 5s
8h 5s pulse
8h 10s end
#= 8h 10s end present session=5s today=50min 4s
