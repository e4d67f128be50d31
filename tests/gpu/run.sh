#!/usr/bin/env bash
# Whether a GPU gives the same numbers as the CPU, and how fast. One table, and one JSON object per figure.
#
#   tests/gpu/run.sh [--device cuda|cpu] [--smallest] [--out DIR]
#
# --smallest takes a minute on a CPU: one oracle folder, a tiny model. Without it, five minutes at most on a GPU.
# NEGPREACT_GPU_PROGRAM names the published program of this folder for machines without .NET; README.md says how
# to make it.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
device=cuda smallest= out="$root/out/gpu"
while [ $# -gt 0 ]; do
  case "$1" in
    --device) device="$2"; shift 2 ;;
    --smallest) smallest=yes; shift ;;
    --out) out="$2"; shift 2 ;;
    *) sed -n '4,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
rows="$out/gpu.jsonl"
: > "$rows"
cd "$root"
program="${NEGPREACT_GPU_PROGRAM:-}"
if [ -z "$program" ]; then
  dotnet build -c Release -v q "$here" > /dev/null || exit 1
  program="$here/bin/Release/NegPreact.Gpu"
fi
failed=0
# A step that fails or hangs does not stop the others: what it has told is in the file.
step() {
  local limit="$1" begin=$SECONDS; shift
  timeout -k 5 "$limit" "$@"
  local code=$?
  [ $code = 0 ] || { failed=1; echo "step ended with $code: ${*:1:6}" >&2; }
  echo "# $((SECONDS - begin)) s" >&2
}
run() { local limit="$1" name="$2"; shift 2; step "$limit" "$program" "$name" --out "$rows" --device "$device" "$@"; }
peer() { ! command -v python3 > /dev/null || step 60 python3 "$here/peer.py" "$@" "$device" "$rows"; }

shared="${NEGPREACT_SHARED:-../shared}"
oracles=()
for folder in "$shared"/oracle/*/ "$shared"/families/*-v5/; do
  [ -f "$folder/config.json" ] && [ -f "$folder/inputs.json" ] && oracles+=("$folder")
done
[ ${#oracles[@]} -gt 0 ] || echo "no parity: $shared holds no oracle folders" >&2

if [ -n "$smallest" ]; then
  [ ${#oracles[@]} = 0 ] || run 120 parity "${oracles[0]}"
  run 120 built-in --tokens 1024
  run 120 speed --shape tiny --tokens 1024
  run 120 distances --tokens 256
  run 120 verdict --shape tiny --tokens 1024
else
  if [ ${#oracles[@]} -gt 0 ]; then
    run 90 parity "${oracles[@]}"
    run 60 parity --compute bfloat16 "${oracles[@]}"
  fi
  run 60 built-in --tokens 16384
  run 60 distances --tokens 16384
  run 60 speed --shape Llama-3.1-8B --compute bfloat16 --tokens 16384 --within 24
  run 60 verdict --shape Llama-3.1-8B --compute bfloat16 --tokens 16384
  run 40 speed --shape SmolLM2-135M --compute bfloat16 --tokens 32768
  run 40 speed --shape SmolLM2-135M --tokens 32768
  run 40 speed --shape Pythia-1.4B --compute bfloat16 --tokens 32768
  run 40 speed --shape Pythia-1.4B --tokens 16384
  run 60 speed --shape Llama-3.1-8B --tokens 4096
  peer Llama-3.1-8B bfloat16 16384
  peer SmolLM2-135M bfloat16 32768
  peer SmolLM2-135M float32 32768
  peer Pythia-1.4B bfloat16 32768
  peer Pythia-1.4B float32 16384
  peer Llama-3.1-8B float32 4096
fi
# What a user is told: one sentence that names the cause.
fault() {
  local expected="$1"; shift
  local told; told="$(timeout -k 5 60 "$@" 2>&1 > /dev/null)"
  local off=1; [[ "$told" == *"$expected"* && "$(grep -c . <<< "$told")" = 1 ]] && off=0
  printf '{"step":"faults","what":"says that it %s","value":%d,"unit":"0: one right sentence","limit":0}\n' \
    "$expected" $off >> "$rows"
  [ $off = 0 ] || { failed=1; echo "expected \"$expected\", told: ${told:0:600}" >&2; }
}
if [ $device = cuda ]; then
  fault "shows no GPU to this program" env CUDA_VISIBLE_DEVICES= "$program" speed --device cuda --out "$rows.faults"
  fault "memory of the GPU is too small" "$program" speed --device cuda --out "$rows.faults" \
    --shape Llama-3.1-8B --compute bfloat16 --within 16.6
  if command -v cc > /dev/null; then
    # A driver that knows no more than CUDA 11.4.
    old="$(mktemp -d)"
    echo 'int cuDriverGetVersion(int *v) { *v = 11040; return 0; } int cuInit(unsigned f) { return 0; }' > "$old/old.c"
    cc -shared -fPIC -Wl,-soname,libcuda.so.1 -o "$old/libcuda.so.1" "$old/old.c" &&
      fault "knows CUDA up to 11.4" env LD_LIBRARY_PATH="$old:${LD_LIBRARY_PATH:-}" \
        "$program" speed --device cuda --out "$rows.faults"
    rm -rf "$old"
  fi
elif [ -z "${NEGPREACT_LIBTORCH:-}" ]; then
  fault "was built without CUDA" "$program" speed --device cuda --out "$rows.faults"
fi
"$program" report --out "$rows" || failed=1
exit $failed
