#!/usr/bin/env bash
# Makes a folder for NEGPREACT_LIBTORCH of links to the libtorch of a Python's torch and its NVIDIA libraries,
# with TorchSharp's library.
#
#   tests/gpu/libtorch-of-python.sh DIR libLibTorchSharp.so      (PYTHON names another interpreter than python3)
#
# The second argument is TorchSharp's native library, built against that very version of libtorch. Afterwards:
#   export NEGPREACT_LIBTORCH=DIR LD_LIBRARY_PATH=DIR
set -euo pipefail
[ $# = 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
python="${PYTHON:-python3}"
mkdir -p "$1"
torch="$("$python" -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))')"
ln -sf "$torch"/*.so* "$1/"
# torch's libraries look for NVIDIA's beside themselves, which is now the folder of the links. Where CUDA is the
# system's, there are none.
"$python" -c 'import nvidia; print(*nvidia.__path__, sep="\n")' 2> /dev/null | while read -r folder; do
  find "$folder" -path '*/lib/*.so*' -exec ln -sf -t "$1" {} +
done || true
install -m 755 "$2" "$1/libLibTorchSharp.so"
