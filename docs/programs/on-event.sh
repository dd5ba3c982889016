#!/bin/sh
# Runs a command for each event: on-event.sh calendar/event-started ./notify.sh
# The command gets the event as JSON on its standard input. The file "position" keeps where the script stopped, so that nothing is missed while it
# does not run. Needs curl and jq.
set -eu
: "${CASEMENT_HUB:=http://127.0.0.1:8365}" "${CASEMENT_TOKEN:?Get a token with: casement access add program}"
type=$1
shift
position=${CASEMENT_POSITION:-position}

while true; do
  {
    printf 'header = "Authorization: Bearer %s"\n' "$CASEMENT_TOKEN"
    if [ -s "$position" ]; then printf 'header = "Last-Event-ID: %s"\n' "$(cat "$position")"; fi
  } |
    # The hub sends something every 20 seconds: a connection that is silent for longer than 45 is dead.
    curl -sSN --fail -K - --speed-limit 1 --speed-time 45 "$CASEMENT_HUB/api/v1/stream" |
    while IFS= read -r line; do
      case $line in
        "id: "*) id=${line#id: } ;;
        "event: "*) event=${line#event: } ;;
        "data: "*) data=${line#data: } ;;
        "")
          if [ "${event-}" = event ] && [ "$(printf '%s' "$data" | jq -r .type)" = "$type" ]; then
            printf '%s\n' "$data" | "$@" || echo "The command failed; the event is not repeated." >&2
          fi
          # In one step, so that the script can be stopped at any moment.
          if [ -n "${id-}" ]; then printf '%s' "$id" > "$position.new" && mv "$position.new" "$position"; fi
          id='' event='' data=''
          ;;
      esac
    done || true
  sleep 5
done
