#!/bin/sh
# Prepares a Temporal server for Everstep: the namespace and the search attributes of its runs.
# What is there already stays as it is, so this may run at every start.
# Needs the `temporal` command, TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.
set -eu

: "${TEMPORAL_ADDRESS:?is not set}"
: "${TEMPORAL_NAMESPACE:?is not set}"
export TEMPORAL_ADDRESS

# A new namespace is not known to every part of the server at once.
repeat() {
  attempt=1
  until "$@"; do
    if [ "$attempt" -ge 30 ]; then
      echo "temporal-setup: given up after $attempt attempts" >&2
      exit 1
    fi
    attempt=$((attempt + 1))
    sleep 1
  done
}

ensure_namespace() {
  temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
}

# Adding those that are known already is no error, unless their type is another.
ensure_search_attributes() {
  temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
    --name EverstepWorkflow --type Keyword \
    --name EverstepWorkspace --type Keyword \
    --name EverstepPackage --type Keyword
}

repeat ensure_namespace
repeat ensure_search_attributes
echo "temporal-setup: namespace $TEMPORAL_NAMESPACE is ready"
