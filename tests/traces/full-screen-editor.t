# An editor in full screen holds prompts back for half an hour of work, not for ever.
#= 0s session-start
0s quiet-on fullscreen
0s pulse keyboard every 10s for 1h 4min
#= 30min 13s prompt micro due screen=30min 13s
# It is full screen still: telling so again changes nothing.
31min quiet-on fullscreen
#= 32min 13s break-ended micro missed start=30min 13s end=32min 13s screen=32min 13s
33min quiet-off
# Left and entered again it counts again, for another half an hour.
33min 10s quiet-on fullscreen
#= 1h 3min 23s prompt rest due screen=1h 3min 23s
1h 4min end
#= 1h 4min end present session=1h 4min today=1h 4min
