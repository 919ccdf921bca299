# A film in full screen is not disturbed by anything, however long; the prompt comes with the credits.
#= 0s session-start
0s quiet-on fullscreen
0s pulse pointer
1s engaged-on
1h 40min engaged-off
1h 40min quiet-off fullscreen
#= 1h 40min prompt rest due screen=1h 40min
#= 1h 41min break-started rest start=1h 40min
#= 1h 45min break-ended rest taken start=1h 40min end=1h 45min screen=1h 40min
#= 1h 45min session-end start=0s end=1h 40min screen=1h 40min
1h 46min end
#= 1h 46min end away session=0s today=1h 40min
