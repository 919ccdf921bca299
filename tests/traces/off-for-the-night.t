# Switched off at six in the evening, on again at eight: the session ended with the last key, and it is a new day.
0s start 2026-03-02T17:30:00+01:00
#= 0s session-start
0s pulse keyboard every 10s for 30min
20min 1s action skip
#= 20min prompt micro due screen=20min
#= 20min 1s break-ended micro skipped start=20min end=20min 1s screen=20min 1s
30min 10s reboot 14h
#= 30min 30s break-ended micro natural start=30min end=30min 30s screen=9min 59s
# The pause is a rest break after five minutes, and the end of the session.
#= 35min break-ended rest natural start=30min end=35min screen=30min
#= 35min session-end start=0s end=30min screen=30min
14h 31min pulse
#= 14h 31min session-start
14h 31min 10s end
#= 14h 31min 10s end present session=10s today=10s
