# The limit was reached in the tail, and you left before a gap was long enough: the note comes when you are back.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
#@ daily_limit.limit = 1h
#@ prompts.lull = 1min
#= 0s session-start
0s pulse keyboard every 10s for 59min 30s
#= 1h 30s break-ended micro natural start=59min 30s end=1h 30s screen=59min 30s
1h 2min pulse keyboard every 10s for 3min
# A minute to settle, and a minute of waiting for a gap; 59:30 and 2:00 at the screen.
#= 1h 4min prompt daily daily screen=1h 1min 30s
1h 5min end
#= 1h 5min end present session=1h 2min 30s today=1h 2min 30s
