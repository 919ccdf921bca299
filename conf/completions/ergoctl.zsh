#compdef ergoctl
# zsh completion for ergoctl: asks the program, knows nothing itself.
_ergoctl()
{
	local line name ret=1
	local -a offers open

	for line in "${(@f)$(_call_program candidates "${(q)words[1]}" --complete line "${(@q)words[2,CURRENT]}" 2>/dev/null)}"; do
		name=${line%%$'\t'*}
		case $name in
		'') ;;
		:file)
			[[ $words[CURRENT] == --*=* ]] && compset -P '*='
			_files && ret=0
			;;
		*=) open+=("${name//:/\\:}:${line#*$'\t'}") ;;
		*) offers+=("${name//:/\\:}:${line#*$'\t'}") ;;
		esac
	done
	(( $#offers )) && _describe -V ergoctl offers && ret=0
	(( $#open )) && _describe -V ergoctl open -S '' && ret=0
	return ret
}
_ergoctl "$@"
