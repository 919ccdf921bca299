# A presentation: a slide every four minutes for an hour and a half. All of it counts, nothing prompts, and at the end there is one prompt.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse every 4min for 1h 28min
1s engaged-on
1s quiet-on
1h 30min quiet-off
1h 30min engaged-off
#= 1h 30min prompt rest due screen=1h 30min
# Gone with the prompt on show: the break began when it was over.
#= 1h 31min break-started rest start=1h 30min
#= 1h 35min break-ended rest taken start=1h 30min end=1h 35min screen=1h 30min
#= 1h 35min session-end start=0s end=1h 30min screen=1h 30min
1h 40min end
#= 1h 40min end away session=0s today=1h 30min
