# fish completion for ergoctl: asks the program, knows nothing itself.
function __ergoctl_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in ($before[1] --complete line $before[2..-1] "$current" 2>/dev/null)
        if test "$line" = :file
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c ergoctl -f -a '(__ergoctl_complete)'
