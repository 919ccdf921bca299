# The prompt waits for a gap of three seconds in the typing.
#= 0s session-start
0s pulse keyboard every 2s for 20min 20s
#= 20min 23s prompt micro due screen=20min 23s
20min 25s end
#= 20min 25s end present session=20min 25s today=20min 25s
