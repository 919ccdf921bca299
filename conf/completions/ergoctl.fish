# fish completion for ergoctl: asks the program, knows nothing itself.
function __ergoctl_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in ($before[1] --complete line $before[2..-1] "$current" 2>/dev/null)
        if test "$line" = :file
            set -l option (string match -r -- '^--[^=]*=' "$current"; or echo "")
            for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
                echo $option$path
            end
        else
            echo $line
        end
    end
end
complete -c ergoctl -f -a '(__ergoctl_complete)'
