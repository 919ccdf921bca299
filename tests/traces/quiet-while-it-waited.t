# A call begins while the rest break waits for a gap; when it ends the minute of waiting begins anew.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 2s for 1h
50min 30s quiet-on
51min 30s quiet-off
#= 52min 30s prompt rest due screen=52min 30s
53min end
#= 53min end present session=53min today=53min
