# A break that was put off is not forgotten by a restart, nor how often it was.
#@ micro_break.enabled = no
#@ prompts.max_postpones = 1
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start
0s pulse keyboard every 1s for 1h
#= 51min prompt rest due screen=51min
51min action postpone
53min restart 2s
# Five minutes later, at the latest a minute after.
#= 57min prompt rest due screen=57min
57min action postpone
57min 10s end
#= 57min 10s end present session=57min 10s today=57min 10s
