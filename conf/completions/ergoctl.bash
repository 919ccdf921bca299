# bash completion for ergoctl: asks the program, knows nothing itself.
_ergoctl()
{
	local i word words=()

	COMPREPLY=()
	# bash takes "=" for a word of its own: "--format" "=" "way".
	for ((i = 1; i <= COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} != "=" ]]; then
			words+=("${COMP_WORDS[i]}")
		elif ((i == COMP_CWORD)); then
			words+=("")
		fi
	done
	while IFS=$'\t' read -r word _; do
		if [[ $word == :file ]]; then
			compopt -o filenames 2>/dev/null
			while read -r word; do
				COMPREPLY+=("$word")
			done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
		else
			COMPREPLY+=("$word")
			[[ $word == *= ]] && compopt -o nospace 2>/dev/null
		fi
	done < <("$1" --complete line "${words[@]}" 2>/dev/null)
}
complete -F _ergoctl ergoctl
