# You switch to a text console while the break is on show: this screen is left, and coming back takes a key.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 5s presence away start=50min 5s
#= 50min 5s break-started rest start=50min 5s
50min 5s session-inactive
50min 30s pulse keyboard every 1s for 1min
52min session-active
#= 53min presence present start=53min
53min pulse keyboard
# 2:55 are kept, 2:05 are left.
#= 53min 10s presence away start=53min 10s
#= 53min 10s break-started rest start=53min 10s
53min 10s display-off
#= 55min 15s break-ended rest taken start=53min 10s end=55min 15s screen=50min 15s
56min end
#= 56min end away session=50min 15s today=50min 15s
