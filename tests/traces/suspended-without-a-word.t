# The machine was suspended and nobody said so: the next key is six hours later, all else has happened in its time.
#= 0s session-start
0s pulse keyboard every 10s for 10min
#= 11min break-ended micro natural start=10min end=11min screen=10min
#= 15min break-ended rest natural start=10min end=15min screen=10min
#= 15min session-end start=0s end=10min screen=10min
#= 6h session-start start=6h
6h pulse
6h 10s end
#= 6h 10s end present session=10s today=10min 10s
