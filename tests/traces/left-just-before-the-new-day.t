# You left ten seconds before the new day began: none of it is counted for that day, and never less than nothing.
0s start 2026-03-03T03:59:30+01:00
#= 0s session-start
0s pulse keyboard every 5s for 20s
2min end
#= 2min end away session=20s today=0s
