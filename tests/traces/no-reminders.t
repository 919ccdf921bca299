# No reminders wanted: after ten minutes the rest break is let go.
#@ micro_break.enabled = no
#@ prompts.max_reminders = 0
#= 0s session-start
0s pulse keyboard every 10s for 1h 1min
#= 50min prompt rest due screen=50min
#= 1h break-ended rest missed start=50min end=1h screen=1h
1h 1min end
#= 1h 1min end present session=1h 1min today=1h 1min
