# You lock the screen and the cat walks over the keyboard. That is nobody at the screen; the unlock is you.
#= 0s presence present
#= 0s session-start
0s pulse keyboard every 5s for 3min
#= 3min 2s presence locked start=3min 2s
3min 2s lock
3min 10s pulse keyboard every 1s for 10min
#= 3min 32s break-ended micro natural start=3min 2s end=3min 32s screen=3min 2s
#= 8min 2s break-ended rest natural start=3min 2s end=8min 2s screen=3min 2s
#= 8min 2s session-end start=0s end=3min 2s screen=3min 2s
#= 14min presence present start=14min
#= 14min session-start start=14min
14min unlock
14min 30s end
#= 14min 30s end present session=30s today=3min 32s
