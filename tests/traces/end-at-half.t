# You end the rest break at half its length: that much counts as taken. You are back with the next key.
#@ micro_break.enabled = no
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 10s for 50min
#= 50min prompt rest due screen=50min
#= 50min 4s presence away
#= 50min 4s break-started rest start=50min 4s
50min 4s action start
#= 52min 34s break-ended rest taken start=50min 4s end=52min 34s screen=50min 4s
52min 34s action end
#= 52min 40s presence present start=52min 40s
52min 40s pulse
52min 50s end
#= 52min 50s end present session=50min 14s today=50min 14s
