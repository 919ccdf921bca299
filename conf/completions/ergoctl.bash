# bash completion for ergoctl: asks the program, knows nothing itself.
_ergoctl()
{
	local i word words=() joined="" before=""

	COMPREPLY=()
	# bash takes "=" for a word of its own: "--format" "=" "way", which are an option and its value,
	# and "side" "=" "le", which is one word; of it only what comes after "=" is replaced.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $word == "=" ]] && ((i > 1)) && [[ ${COMP_WORDS[i - 1]} != -* ]]; then
			words[-1]+="="
			joined=yes
			before=${words[-1]}
		elif [[ $word == "=" ]]; then
			((i == COMP_CWORD)) && words+=("")
		elif [[ $joined ]]; then
			words[-1]+=$word
			joined=""
		else
			words+=("$word")
			before=""
		fi
	done
	while IFS=$'\t' read -r word _; do
		if [[ $word == :file ]]; then
			compopt -o filenames 2>/dev/null
			while read -r word; do
				COMPREPLY+=("$word")
			done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
		else
			word=${word#"$before"}
			[[ $word ]] && COMPREPLY+=("$word")
			[[ $word == *= ]] && compopt -o nospace 2>/dev/null
		fi
	done < <("$1" --complete line "${words[@]}" 2>/dev/null)
}
complete -F _ergoctl ergoctl
