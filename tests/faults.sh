#!/usr/bin/env bash
# What no test of one process can show: a run and a sweep that are killed at any moment and resumed give what an
# undisturbed one gives; a full disk and a read-only one are told before anything is computed. Runs for a few minutes.
# tests/faults.sh [SEED]; lib/NegPreact.Cli must have been built (dotnet build -c Release lib/NegPreact.Cli).
set -euo pipefail
cd "$(dirname "$0")/.."
RANDOM=${1:-1}
here=$(mktemp -d)
cleared() {
  kill -9 $(jobs -p) 2> /dev/null || true
  umount "$here/full" "$here/readonly" 2> /dev/null || true
  rm -rf "$here"
}
trap cleared EXIT
negpreact() { dotnet lib/NegPreact.Cli/bin/Release/NegPreact.Cli.dll "$@"; }
fail() { echo "FAILED: $*"; exit 1; }

# Starts a command until it ends by itself, killing it after a random time of up to $1 tenths of a second.
killed_until_done() {
  local most=$1 kills=0; shift
  while true; do
    dotnet lib/NegPreact.Cli/bin/Release/NegPreact.Cli.dll "$@" > "$here/output" 2> "$here/errors" &
    local process=$!
    for ((tenths = RANDOM % most + 5; tenths > 0; tenths--)); do
      kill -0 $process 2> /dev/null || break
      sleep 0.1
    done
    if kill -9 $process 2> /dev/null; then
      wait $process 2> /dev/null || true
      kills=$((kills + 1))
      most=$((most * 4 / 3)) # so that it ends
    else
      wait $process || { cat "$here/errors"; fail "$* ends with $?"; }
      echo "$1: killed $kills times, then done"
      return
    fi
  done
}

cat > "$here/plan.json" << PLAN
{"models": ["data/models/tiny-llama", "data/models/tiny-neox-gelu"], "windowLength": 64, "neurons": ["Top", "Random"],
 "percents": [1, 5], "seeds": [1, 2],
 "tasks": [{"measure": "Questions", "path": "data/tasks/induction.jsonl", "most": 20}]}
PLAN
negpreact sweep "$here/plan.json" --out "$here/sweep" --store "$here/store" > /dev/null 2>&1
killed_until_done 40 sweep "$here/plan.json" --out "$here/sweep-killed" --store "$here/store-killed"
cmp "$here/sweep/units.tsv" "$here/sweep-killed/units.tsv" || fail "the sweep that was killed has another table"

# Claims without the times that they took.
claims() { sed -E 's/"(seconds|secondsSaved)": [0-9.]+/"\1": 0/' "$1/claims.json"; }
negpreact run 05 --quick --out "$here/run" --store "$here/run-store" > /dev/null
killed_until_done 80 run 05 --quick --out "$here/run-killed" --store "$here/run-store-killed"
diff <(claims "$here/run") <(claims "$here/run-killed") || fail "the run that was killed has other claims"

# Refused with one sentence and nothing computed: at once.
refused() {
  local place=$1; shift
  local code=0
  timeout 20 dotnet lib/NegPreact.Cli/bin/Release/NegPreact.Cli.dll "$@" > "$here/output" 2> "$here/errors" || code=$?
  [ $code = 1 ] || { cat "$here/errors"; fail "$* ends with $code"; }
  [ "$(wc -l < "$here/errors")" = 2 ] && grep -q "$place.*\(nothing can be written\|is a file\)" "$here/errors" \
    || { cat "$here/errors"; fail "$* does not tell"; }
}
mkdir "$here/full" "$here/readonly" "$here/text"
echo one > "$here/text/a.txt"; echo two > "$here/text/valid.txt"; : > "$here/file"
places=("$here/file")
if mount -t tmpfs -o size=256k tmpfs "$here/full" 2> /dev/null && mount -t tmpfs -o ro tmpfs "$here/readonly"; then
  dd if=/dev/zero of="$here/full/all" bs=4k 2> /dev/null || true
  places+=("$here/full/out" "$here/readonly/out")
else
  echo "SKIPPED full and read-only disks: mounting them takes root"
fi
for place in "${places[@]}"; do
  refused "$place" run 00 --out "$place"
  refused "$place" run 00 --out "$here/pages" --store "$place"
  refused "$place" sweep "$here/plan.json" --out "$place"
  refused "$place" export 01 --out "$place/01.cs"
  refused "$place" generate-pairs --out "$place"
  refused "$place" generate-tasks --out "$place"
  refused "$place" train --text "$here/text" --out "$place"
  refused "$place" train --text "$here/text" --out "$here/model" --state "$place"
done
echo "refused at once: ${#places[@]} places"
