# Typing without any gap does not put the prompt off for ever: after a minute it comes; typed through, it is missed.
#= 0s session-start
0s pulse keyboard every 1s for 25min
#= 21min prompt micro due screen=21min
#= 23min break-ended micro missed start=21min end=23min screen=23min
25min end
#= 25min end present session=25min today=25min
