# A new time zone, flying west at eight in the evening: the day just becomes longer.
#@ micro_break.enabled = no
#@ rest_break.enabled = no
0s start 2026-03-02T20:00:00+01:00
#= 0s session-start
0s pulse keyboard every 30s for 10h
30min offset -05:00
# Four o'clock in New York is 14 hours from the start, not 8.
10h end
#= 8h prompt daily daily screen=8h
#= 8h 30min prompt daily daily screen=8h 30min
#= 9h prompt daily daily screen=9h
#= 9h 30min prompt daily daily screen=9h 30min
#= 10h prompt daily daily screen=10h
#= 10h end present session=10h today=10h
