# bash completion for claimtree
# shellcheck shell=bash

# The options of each command, as "claimtree COMMAND --help" names them; "="
# follows those that take a value.  tests/docs.sh holds the two together.
_claimtree_options() {
  case $1 in
  check)
    echo --format= --snip= --severity= --partner= --production --grammar= --codes= --ack= \
      --explain-balance --max-findings= --redact --redact=all --quiet --color= --no-progress \
      --now= --control= -j --jobs= -o --output= --help
    ;;
  ack)
    echo --explain --summary --for --format= --ta1= --loop-id= --ik304= --now= --control= \
      --partner= --grammar= --codes= -j --jobs= --no-progress -o --output= --help
    ;;
  xml) echo --indent --no-progress -o --output= --help ;;
  x12) echo --recount --no-progress -o --output= --help ;;
  json) echo --no-progress -o --output= --help ;;
  format) echo --wrap --unwrap --delimiters= --recount --no-progress -o --output= --help ;;
  list) echo --no-progress -o --output= --help ;;
  get) echo --claim= --nth= --offset= --no-progress -o --output= --help ;;
  split)
    echo --by= --max-claims= --max-bytes= --control= --clean= --rejected= --no-progress -o \
      --output= --help
    ;;
  merge) echo --control= --no-progress -o --output= --help ;;
  html) echo --partner= --grammar= --codes= --now= --no-progress -o --output= --help ;;
  cob)
    echo --claims= --to= --format= --unmatched= --partner= --next-payer= --carriers= --sender= --receiver= \
      --include-crossover --now= --control= --no-progress -o --output= --help
    ;;
  recoup) echo --to= --provider-id= --mce-name= --no-progress -o --output= --help ;;
  reconcile) echo --acks= --to= --no-progress -o --output= --help ;;
  grammar) echo --format= --grammar= --partner= --codes= -o --output= --help ;;
  explain) echo --partner= --grammar= --format= -o --output= --help ;;
  '') echo --help --version ;;
  esac
}

# The values of an option that takes few: _claimtree_values COMMAND OPTION
_claimtree_values() {
  case $1:$2 in
  check:--format) echo text json ndjson html junit ;;
  ack:--format) echo text json csv ;;
  explain:--format) echo text json man ;;
  grammar:--format) echo tree table ;;
  check:--severity) echo error warning note ;;
  *:--snip) echo 1 2 3 4 5 6 7 ;;
  *:--color) echo auto always never ;;
  check:--redact) echo all ;;
  *:--partner) echo masshealth medicare x12-strict ;;
  ack:--ta1) echo auto always never ;;
  ack:--loop-id) echo full 4 ;;
  ack:--ik304) echo layered standard ;;
  split:--by) echo set claim provider payer ;;
  cob:--to) echo 837 xml json csv dde ;;
  cob:--format) echo text csv ;;
  recoup:--to) echo csv json ;;
  reconcile:--to) echo text csv json ;;
  esac
}

_claimtree() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} cmd='' option='' value i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      cmd=${COMP_WORDS[i]}
      break
    fi
  done

  # bash cuts words at "=": --format = json
  if [[ $cur == '=' ]]; then
    option=$prev value=
  elif [[ $prev == '=' ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]} value=$cur
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} value=${cur#*=}
  fi
  if [[ -n $option ]]; then
    local values
    values=$(_claimtree_values "$cmd" "$option")
    if [[ -n $values ]]; then
      mapfile -t COMPREPLY < <(compgen -W "$values" -- "$value")
      [[ $option != --partner ]] || mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X '!*.xml' -- "$value")
    else
      mapfile -t COMPREPLY < <(compgen -f -- "$value")
    fi
    return
  fi

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_claimtree_options "$cmd")" -- "$cur")
    [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
  elif [[ -z $cmd ]]; then
    # The program knows its commands.
    mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --help 2>/dev/null |
      sed -n 's/^  \([a-z][a-z0-9]*\)  .*/\1/p')" -- "$cur")
  elif [[ $cmd == explain ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(claimtree explain 2>/dev/null | cut -d ' ' -f 1)" -- "$cur")
  elif [[ $cmd == grammar && $prev == grammar ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'list show check' -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _claimtree claimtree
