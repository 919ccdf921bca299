# A plain morning: you look up when asked, fetch a coffee unasked, and take the rest break late.
0s start 2026-03-02T09:00:00+01:00
#= 0s session-start start=0s
0s pulse keyboard every 2s for 20min
# The micro-break comes due at 20 minutes and waits for a gap of 3 s in the typing.
#= 20min 3s prompt micro due screen=20min 3s
# You look out of the window: hands off for its 30 s.
#= 20min 33s break-ended micro taken start=20min 3s end=20min 33s screen=20min 3s
21min pulse keyboard every 2s for 19min
# A coffee of three minutes. After one of them it is believed, since the last key.
#= 41min break-ended micro natural start=40min end=41min screen=19min
43min pulse keyboard every 2s for 12min
# 20:03 + 19:00 + 10:57 make 50 minutes at 53:57; the typing goes on, so a minute later.
#= 54min 57s prompt rest due screen=51min
#= 56min break-started rest start=55min
#= 1h break-ended rest taken start=55min end=1h screen=51min 3s
#= 1h session-end start=0s end=55min screen=51min 3s
1h 5min end
#= 1h 5min end away session=0s today=51min 3s
