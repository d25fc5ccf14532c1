#!/bin/sh
# Twenty-five kills at random moments; the full run is bench/kill9.
set -eu
exec "$(dirname "$0")/../bench/kill9" 25
