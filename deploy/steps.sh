# Shared by the scripts of this folder: where the project is, and how a step shows that it runs, ends or fails.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# A compiler's work is kept between builds and between checkouts.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
# Emscripten looks for its JavaScript libraries where Debian puts them, whichever Node runs it.
export NODE_PATH=/usr/share/nodejs
jobs=$(nproc)

# step NAME COMMAND...: runs it with its output in build/log/NAME.log; on failure shows the end of it and stops.
step() {
    local name=$1 started=$SECONDS
    shift
    mkdir -p build/log
    printf '%-32s ' "$name"
    if "$@" >"build/log/${name// /-}.log" 2>&1; then
        printf 'done in %d s\n' $((SECONDS - started))
    else
        local status=$?
        printf 'FAILED (exit %d)\n' "$status"
        tail -n "${STEP_TAIL:-60}" "build/log/${name// /-}.log"
        printf '\nThe step "%s" failed. All it printed is in build/log/%s.log\n' "$name" "${name// /-}"
        return "$status"
    fi
}
