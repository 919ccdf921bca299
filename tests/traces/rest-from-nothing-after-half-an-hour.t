# Half an hour in, you begin a rest break and come back early: 50 minutes are not over, so it leaves nothing behind.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 30min
#= 30min break-started rest start=30min
30min break rest
#= 32min withdraw rest
32min pulse keyboard
32min 1s action skip
32min 10s end
#= 32min 10s end present session=30min 10s today=30min 10s
