#!/bin/sh
# Measures the text engine, natively and in WebAssembly under Node, and the peers from npm on the same machine, one after
# the other. Prints one JSON object a line. Needs a release build of text_bench; builds the WebAssembly one itself.
#   tests/bench/text_peers/run.sh [BUILD FOLDER] [TRACES] [ROUNDS] [TRACE...]
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
build=$(cd "${1:-$root/build/release}" && pwd)
traces=$(cd "${2:-$root/../shared/traces}" && pwd)
rounds=${3:-9}
[ $# -ge 3 ] && shift 3 || set --
work=$build/text_peers
mkdir -p "$work"
cp "$root/tests/bench/text_peers/package.json" "$root/tests/bench/text_peers/package-lock.json" "$root/tests/bench/text_peers/peers.mjs" "$work/"
(cd "$work" && npm ci --no-audit --no-fund >npm.log 2>&1)
"$build/tests/bench/text_bench" "$traces" "$rounds" "$@"
if command -v em++ >/dev/null; then
    mkdir -p "$build/text_wasm/header_only"
    ln -sfn /usr/include/tl "$build/text_wasm/header_only/tl"
    NODE_PATH=${NODE_PATH:-/usr/share/nodejs} em++ -std=c++20 -O3 -fno-exceptions -DNDEBUG -I"$root" -isystem "$build/text_wasm/header_only" "$root"/shared/base/*.cpp "$root"/shared/text/*.cpp \
        "$root/tests/bench/text_bench.cpp" -sSINGLE_FILE=1 -sALLOW_MEMORY_GROWTH=1 -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1 \
        -o "$build/text_wasm/text_bench.js"
    node "$build/text_wasm/text_bench.js" "$traces" "$rounds" "$@"
fi
for engine in diamond loro yjs automerge; do
    (cd "$work" && node peers.mjs "$traces" "$rounds" "$engine" "$@")
done
