# Both breaks come due in one stretch of typing: one prompt, for the longer one.
#@ micro_break.not_before_rest = 1s
#@ rest_break.every = 20min 30s
#= 0s session-start
0s pulse keyboard every 2s for 25min
#= 21min 30s prompt rest due screen=21min 30s
22min end
#= 22min end present session=22min today=22min
