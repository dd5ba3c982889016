#!/bin/sh
# Calls a service: call-service.sh home todo/create-task '{ "sensor": "groceries", "title": "Milk" }'
# Prints the result as JSON. If the hub refuses, prints what to do and ends with 1. Needs curl and jq.
set -eu
: "${CASEMENT_HUB:=http://127.0.0.1:8365}" "${CASEMENT_TOKEN:?Get a token with: casement access add program}"

# The token comes from the shell, not from an argument, which other users of the machine could see.
response=$(printf 'header = "Authorization: Bearer %s"\n' "$CASEMENT_TOKEN" |
  curl -sS -K - --json "$3" -w '\n%{http_code}' "$CASEMENT_HUB/api/v1/accounts/$1/services/$2")
status=$(printf '%s' "$response" | tail -n 1)
body=$(printf '%s' "$response" | sed '$d')
if [ "$status" = 200 ]; then
  printf '%s' "$body" | jq .result
else
  printf '%s' "$body" | jq -er '"\(.code): \(.detail)"' >&2 2>/dev/null || echo "$CASEMENT_HUB answers with status $status, but not as a hub." >&2
  exit 1
fi
