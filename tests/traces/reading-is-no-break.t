# You read a long text and press a key now and then, never a minute apart. Reading is screen time, no break.
#= 0s session-start
0s pulse keyboard every 59s for 19min 40s
#= 20min prompt micro due screen=20min
# You read on beside the prompt and turn pages: a thinking pause is no promise.
20min 20s pulse keyboard every 20s for 1min
# Then you really look away.
#= 21min 50s break-ended micro taken start=21min 20s end=21min 50s screen=21min 20s
22min end
#= 22min end away session=21min 20s today=21min 20s
