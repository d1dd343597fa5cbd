# postgres.sh OPTION…: a throw-away PostgreSQL cluster, its server with these options: own data folder, a private socket, no
# TCP, not as root. Says its folder (where the socket is) and the process that all others belong to. Holds it as long as its
# standard input stays open, then removes it: so it ends with whoever started it, however that ends.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
test -n "$bin" || bin=$(dirname "$(command -v initdb)")
dir=$(mktemp -d -t hapur-pg-XXXXXX)
as=""
if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; as="setpriv --reuid=postgres --regid=postgres --clear-groups --"; fi
cd "$dir"
$as "$bin/initdb" -D "$dir/data" -U hapur -A trust --locale=C -E UTF8 --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
$as "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= "$@" >>"$dir/log" 2>&1 &
pid=$!
until "$bin/psql" -h "$dir" -U hapur -d postgres -qAtc 'select 1' >/dev/null 2>&1; do kill -0 $pid || { cat "$dir/log" >&2; exit 1; }; sleep 0.05; done
echo "$dir $pid"
read -r _ || true
kill -QUIT $pid; wait $pid 2>/dev/null || true
rm -rf "$dir"
