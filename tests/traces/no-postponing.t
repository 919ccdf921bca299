# Postponing is switched off: the button does nothing.
#@ micro_break.enabled = no
#@ prompts.max_postpones = 0
#= 0s session-start
0s pulse keyboard every 10s for 51min
#= 50min prompt rest due screen=50min
50min 5s action postpone
#= 50min 10s break-started rest start=50min 10s
50min 10s lock
50min 20s end
#= 50min 20s end locked session=50min 10s today=50min 10s
