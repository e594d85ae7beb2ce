#!/usr/bin/env bash
# Runs @modelcontextprotocol/conformance against Comptoir's MCP door with the runner's fixtures added to it: first as it ships (every
# request for itself), then with sessions, which 2025-11-25 needs where a tool asks the client. The results are in FOLDER.
# usage: run.sh [FOLDER]        needs dotnet and npm; CONFORMANCE names a folder where the runner and node@22 are installed already
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$(mktemp -d)}" && cd "${1:-$_}" && pwd)
version=0.2.0-alpha.12
tools=${CONFORMANCE:-$out}
if [ ! -d "$tools/node_modules/@modelcontextprotocol/conformance" ]; then
  (cd "$tools" && npm init -y >/dev/null && npm i --no-audit --no-fund --loglevel=error "@modelcontextprotocol/conformance@$version" node@22)
fi
dotnet build "$here" -v q --nologo
port=$((20000 + RANDOM % 20000))
for mode in "" --sessions; do
  dotnet "$here/bin/Debug/net10.0/Comptoir.McpConformance.dll" $port $mode & host=$!
  trap 'kill $host 2>/dev/null || true' EXIT
  for _ in $(seq 120); do curl -s -o /dev/null "http://127.0.0.1:$port/mcp" && break || sleep 0.5; done
  for release in 2025-11-25 2026-07-28; do
    [ "$mode$release" = "--sessions2026-07-28" ] && continue # it knows no sessions
    name="$release${mode:+-sessions}"
    echo "== $name"
    "$tools/node_modules/node/bin/node" "$tools/node_modules/@modelcontextprotocol/conformance/dist/index.js" server --url "http://127.0.0.1:$port/mcp" --requirements $release >"$out/$name.txt" 2>&1 || true
    grep -E "^(✗|Total|Not scored)|^  ✗" "$out/$name.txt" || true
  done
  kill $host; wait $host 2>/dev/null || true
done
