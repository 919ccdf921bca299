# A pause drops the break that is on show, without a record; the screen time goes on counting until you resume.
#@ micro_break.enabled = no
#= 0s session-start
0s pulse keyboard every 10s for 2h 10s
#= 50min prompt rest due screen=50min
#= 50min 10s withdraw rest
50min 10s pause
2h resume
#= 2h 3s prompt rest due screen=2h 3s
2h 4s end
#= 2h 4s end present session=2h 4s today=2h 4s
