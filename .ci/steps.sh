# What `.ci/run` is made of. Sourced, never run.
# shellcheck shell=bash

root=$PWD
failed_steps=()

# A place for everything that this job writes outside the checkout. Short: sockets have to fit into it.
begin() {
  work=$(mktemp -d /tmp/ci.XXXXXX)
  mkdir "$work/tmp"
  export TMPDIR=$work/tmp
  trap close EXIT
}

# Runs a step and goes on after a failure, so that one look shows all that is wrong.
step() {
  local name=$1 started=$SECONDS code
  shift
  printf '\n== %s\n' "$name"
  set +e
  (
    set -e
    "$@"
  )
  code=$?
  set -e
  printf -- '-- %s: %ss%s\n' "$name" "$((SECONDS - started))" "$([ "$code" = 0 ] || echo ", FAILED ($code)")"
  [ "$code" = 0 ] || failed_steps+=("$name")
}

# A step without which the others mean nothing.
must() {
  step "$@"
  [ ${#failed_steps[@]} = 0 ] || exit 1
}

finish() {
  [ ${#failed_steps[@]} = 0 ] || exit 1
  [ -s "$work/closing-line" ] || exit 1
  ok=yes
}

# The closing line is the last that is printed, whatever happened before. What failed stays to be looked at.
close() {
  local line='0 passed, 0 failed'
  [ ! -s "$work/closing-line" ] || line=$(cat "$work/closing-line")
  printf '\nall in %ss\n' "$SECONDS"
  if [ "${ok:-no}" = yes ]; then
    rm -rf "$work"
    printf '%s\n' "$line"
    exit 0
  fi
  local names
  names=$(printf ', %s' "${failed_steps[@]:-the job was interrupted}")
  printf 'failed: %s (what it left is in %s)\n' "${names#, }" "$work"
  printf '%s\n' "$line"
  exit 1
}

# Debian's packages for the programs that tests drive; nothing is touched where they are there already.
install_programs() {
  local missing=()
  command -v git >/dev/null || missing+=(git)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v ip >/dev/null || missing+=(iproute2)
  command -v npm >/dev/null || missing+=(nodejs npm)
  command -v psql >/dev/null || missing+=(postgresql-client)
  command -v pg_prove >/dev/null || missing+=(libtap-parser-sourcehandler-pgtap-perl)
  [ -e /usr/share/postgresql/15/extension/pgtap.control ] || missing+=(postgresql-15 postgresql-15-pgtap)
  command -v prometheus >/dev/null || missing+=(prometheus)
  command -v prometheus-alertmanager >/dev/null || missing+=(prometheus-alertmanager)
  [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
  if [ ${#missing[@]} != 0 ]; then
    echo "installing ${missing[*]}"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 || {
      tail -n 40 "$work/apt.log"
      return 1
    }
  fi
  git --version && openssl version && chromium --version && npm --version
}

# Where node_modules is a link, `npm ci` would empty the folder that it points to.
install_packages() {
  [ ! -L node_modules ] || {
    echo "node_modules is a link to $(readlink node_modules): run this in a clone of its own"
    return 1
  }
  npm ci
}

# --- nothing changed ---------------------------------------------------------------------------------------------

state_of_checkout() {
  git status --porcelain
  git diff HEAD | sha256sum
}

remember_state() {
  state_of_checkout >"$work/before"
  processes_here >"$work/processes-before"
}

# In a fresh clone this says that `git status --porcelain` is empty; on a desk, that it is as it was.
nothing_changed() {
  state_of_checkout | diff "$work/before" -
}

# --- nothing left running ----------------------------------------------------------------------------------------

# Processes that stand in the checkout or in our temporary folder, or were started with a path there.
processes_here() {
  local pid folder words
  for folder in /proc/[0-9]*; do
    pid=${folder#/proc/}
    words=$(tr '\0' ' ' 2>/dev/null <"$folder/cmdline") || continue
    [ -n "$words" ] || continue
    case "$(readlink "$folder/cwd" 2>/dev/null || true)/ $words" in
      "$root"/* | *" $root"/* | *"$work"/*) is_ours "$pid" || echo "$pid $words" ;;
    esac
  done | sort
}

# This job itself: this shell, what called it, and what it calls at this moment.
is_ours() {
  local pid=$1
  while [ "${pid:-0}" -gt 1 ]; do
    [ "$pid" != $$ ] || return 0
    pid=$(parent_of "$pid")
  done
  pid=$$
  while [ "${pid:-0}" -gt 1 ]; do
    [ "$pid" != "$1" ] || return 0
    pid=$(parent_of "$pid")
  done
  return 1
}

parent_of() {
  sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null || true
}

nothing_left_running() {
  sleep 1
  processes_here >"$work/processes-after"
  comm -13 "$work/processes-before" "$work/processes-after" >"$work/left"
  [ ! -s "$work/left" ] || {
    echo 'still running:'
    cat "$work/left"
    return 1
  }
}

# --- the packed tarball, in an empty folder ----------------------------------------------------------------------

smoke_packed() {
  local place=$work/empty
  npm pack --silent --pack-destination "$work"
  tar -tzf "$work"/prestage-*.tgz | sort >"$work/packed"
  for file in package/dist/cli/bin.js package/dist/public.js package/dist/public.d.ts package/README.md package/LICENSE; do
    grep -qx "$file" "$work/packed" || { echo "the tarball lacks $file"; return 1; }
  done
  if grep -E '\.test\.|/testing/|^package/src/' "$work/packed"; then
    echo 'the tarball carries what is not for users'
    return 1
  fi
  # Node 24 alone in front: not our development tools, and not whatever node the machine has.
  mkdir -p "$place" "$work/node24"
  ln -s "$(realpath node_modules/node/bin/node)" "$work/node24/node"
  cp "$root/examples/hotdash/reports/runs/20251017T033137Z/task_direction_devops/direction.md" "$place/direction.md"
  cd "$place"
  export PATH=$work/node24:$PATH
  npm init -y >/dev/null
  npm install --silent "$work"/prestage-*.tgz
  node --version
  npx --no-install prestage --help | grep -q rehearse
  npx --no-install prestage --version | tee "$work/version"
  grep -qF "$(node -p 'require("prestage/package.json").version')" "$work/version"
  node --input-type=module -e 'import { defineConfig } from "prestage"; if (defineConfig({ rehearse: [] }).rehearse.length !== 0) process.exit(1)'
  npx --no-install prestage direction lint direction.md
  refuses_old_node "$place"
}

# Where the machine has a Node that is too old, the command says so in words and does not fall over its syntax.
refuses_old_node() {
  local old code=0
  old=$(PATH=${PATH#"$work/node24:"} command -v node || true)
  if [ -z "$old" ] || "$old" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)'; then
    return 0
  fi
  "$old" "$1/node_modules/prestage/dist/cli/bin.js" --version >"$work/old" 2>&1 || code=$?
  cat "$work/old"
  [ "$code" != 0 ] && grep -q '22\.19' "$work/old" && ! grep -q SyntaxError "$work/old"
}

# --- the main job ------------------------------------------------------------------------------------------------

# What `npm run rehearse` must come to is said in test/e2e/expected.ts, verdict by verdict.
rehearse_once() {
  local code=0
  timeout 300 npm run -s rehearse -- --json >"$work/rehearsal-$1.json" || code=$?
  node_modules/.bin/node scripts/check-rehearsal.ts "$work/rehearsal-$1.json" "$code"
}
