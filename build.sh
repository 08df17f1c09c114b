#!/usr/bin/env bash
# One entrance to everything: see `./build.sh help`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tools=$PWD/.tools            # everything that this script installs for itself
export CARGO_TARGET_DIR=$PWD/target   # wherever else cargo is told to build
wasm_target=wasm32-unknown-unknown
export CARGO_TERM_PROGRESS_WHEN=never PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PIP_DISABLE_PIP_VERSION_CHECK=1

help() {
  cat <<'TEXT'
./build.sh              the deployable site, in dist/ (the small, slow-to-compile build)
./build.sh release      the same as an archive with checksums, in release/
./build.sh serve        set up what is missing, build and serve the site with the headers of a real host (PORT=4173)
./build.sh test [AREA]  set up what is missing and run every test, or those of one area:
                        rust, web, model, e2e or style
./build.sh train        train the model and the held-out models (PyTorch; --smoke for a minute's try)
./build.sh evaluate     print the held-out figures (--live model/onsets.csv: what is said while it pours)
./build.sh robustness   change the recordings (codecs, noise, level, …) and print what that costs
./build.sh bench        time it beside what it replaces and what it could be made of
./build.sh data         fetch the recordings of pours into data/ and check them

ALL_OPERATORS=1 before serve or a build links every operator of tract into the page, for other models.
HOT_OR_COLD_EXAMPLES=synthesised before serve or a build leaves the example recordings out of the page.
TEXT
}

say() { printf '\n▸ %s\n' "$*"; }
fail() { printf '\n✗ %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# ── what must be there ────────────────────────────────────────────────────────────────────────

rust() {
  have cargo || fail 'Rust is missing: install it from https://rustup.rs'
  [ -d "$(rustc --print target-libdir --target $wasm_target 2>/dev/null)" ] && return
  have rustup || fail "This Rust cannot compile to WebAssembly: install rustup from https://rustup.rs"
  say 'Adding the WebAssembly target to Rust'
  rustup target add $wasm_target
}

node_packages() {
  have node && have npm || fail 'Node.js is missing: install version 20.19 or later from https://nodejs.org'
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old: version 20.19 or later is needed"
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say 'Installing the packages that build and test the page'
  npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
}

# The command and the crate must be of one version: they share a private format.
wasm_bindgen() {
  local version
  version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
  [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
  say "Building wasm-bindgen $version (about 3 minutes, once)"
  # It runs for a second a build: compile it quickly rather than to run quickly.
  cargo install wasm-bindgen-cli --quiet --version "=$version" --root "$tools" --target-dir "$tools/target" \
    --config profile.release.opt-level=0 --config profile.release.codegen-units=256 \
    --config profile.release.lto=false --config profile.release.debug=0
  rm -rf "$tools/target"
}

# python_for NAME REQUIREMENTS: a virtual environment of its own, made again when the list changes.
python_for() {
  local environment=$tools/$1 requirements=$2
  [ "$environment/made" -nt "$requirements" ] && return
  have python3 || fail 'python3 is missing: install version 3.11 or later'
  say "Installing the Python packages of $requirements"
  python3 -m venv "$environment" || fail 'python3 cannot make a virtual environment: install python3-venv'
  "$environment/bin/pip" install --quiet -r "$requirements"
  touch "$environment/made"
}

# The browser that the tests drive: the system's full one, since a headless shell has no microphone.
browser() {
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
  CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver || true)}
  if [ -z "$CHROMIUM" ] || [ -z "$CHROMEDRIVER" ]; then
    if have apt-get && [ "$(id -u)" = 0 ]; then
      say 'Installing Chromium and its driver'
      apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium chromium-driver >/dev/null
      CHROMIUM=$(command -v chromium) CHROMEDRIVER=$(command -v chromedriver)
    else
      fail 'Chromium and chromedriver are missing: install both (Debian: apt install chromium chromium-driver), or name them in CHROMIUM and CHROMEDRIVER'
    fi
  fi
  export CHROMIUM CHROMEDRIVER
}

# The engines beside Chromium's; the tests skip, and name, what is missing.
other_browsers() {
  have apt-get && [ "$(id -u)" = 0 ] || return 0
  local wanted=() program
  for program in firefox:firefox-esr WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb pulseaudio:pulseaudio; do
    have "${program%:*}" || have "${program#*:}" || wanted+=("${program#*:}")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  say "Installing what the tests in Firefox and WebKitGTK need: ${wanted[*]}"
  # libav decodes m4a for WebKitGTK, good reads wav.
  apt-get -qq update && apt-get -qq install -y --no-install-recommends "${wanted[@]}" \
    gstreamer1.0-libav gstreamer1.0-plugins-good >/dev/null ||
    say 'They cannot be installed here'
}

# It makes the compressed sound and plays the recordings to the fake microphone of the tests in Chromium,
# which skip, and name, what is without it.
encoder() {
  have ffmpeg && return
  have apt-get && [ "$(id -u)" = 0 ] || return 0
  say 'Installing ffmpeg, with which the tests make compressed sound'
  apt-get -qq update && apt-get -qq install -y --no-install-recommends ffmpeg >/dev/null ||
    say 'It cannot be installed here'
}

# The servers that the hosting is tested on. Debian's packages start them at once: on a machine that
# is more than a container, nobody asked for that, and the tests say what they skip.
web_servers() {
  have nginx && have caddy && return
  if have apt-get && [ "$(id -u)" = 0 ] && [ ! -d /run/systemd/system ]; then
    say 'Installing nginx and Caddy'
    apt-get -qq update && apt-get -qq install -y --no-install-recommends \
      nginx libnginx-mod-http-brotli-static caddy >/dev/null
  fi
}

data_folder() {
  local folder places=(../shared/data data)
  [ -z "${HOT_OR_COLD_DATA:-}" ] || places=("$HOT_OR_COLD_DATA")
  for folder in "${places[@]}"; do
    [ ! -f "$folder/clips.csv" ] || { printf '%s' "$folder"; return; }
  done
}

# ── what is built ─────────────────────────────────────────────────────────────────────────────

# wasm PROFILE: www/wasm, the crate as the page loads it.
wasm() {
  local built=$CARGO_TARGET_DIR/$wasm_target/$1/hot_or_cold.wasm out=www/wasm/hot_or_cold_bg.wasm
  rust
  wasm_bindgen
  say "Compiling the classifier to WebAssembly (profile $1)"
  local flags=() kind=$1${ALL_OPERATORS:+ with all operators}
  if [ "$1" = wasm-release ]; then
    # Panics name their files: no path of this machine belongs into what is published, nor may it make
    # two builds of one commit differ.
    flags+=("--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
      "--remap-path-prefix=$(rustc --print sysroot)=/rust"
      "--remap-path-prefix=$PWD=/hot-or-cold")
  fi
  # Every operator of tract, for other models than the shipped one: ARCHITECTURE.md.
  [ -z "${ALL_OPERATORS:-}" ] || flags+=(--cfg all_operators)
  local config=()
  [ ${#flags[@]} -eq 0 ] ||
    config=(--config "target.$wasm_target.rustflags=[$(printf "'%s'," "${flags[@]}")]")
  cargo build --locked --lib --target $wasm_target --no-default-features --profile "$1" "${config[@]}"
  if [ ! "$out" -nt "$built" ] || [ "$(cat www/wasm/profile 2>/dev/null)" != "$kind" ]; then
    "$tools/bin/wasm-bindgen" "$built" --target web --out-dir www/wasm \
      --remove-name-section --remove-producers-section
    echo "$kind" >www/wasm/profile
  fi
}

site() {
  wasm "$1"
  node_packages
  say 'Building the page into dist/'
  npm run --silent build
}

program() {
  rust
  say 'Compiling the command-line program'
  cargo build --locked --release
}

# Fetches the four recordings that the page offers as examples, unless a folder of recordings has them.
# Without a network it says so and goes on: the page then offers synthesised pours.
example_recordings() {
  [ "${HOT_OR_COLD_EXAMPLES:-}" != synthesised ] || return 0
  have python3 || { say 'python3 is missing: the example recordings are not fetched'; return 0; }
  local folder
  folder=$(data_folder)
  python3 model/fetch.py --examples ${folder:+"$folder"} || true
}

# Fails if the model gets a recorded example wrong; the program decodes them. Where the page offers
# synthesised ones, its build has checked these: www/build/check-synthesised-pours.ts.
check_recorded_examples() {
  compgen -G 'dist/assets/*.m4a' >/dev/null || return 0
  program
  say 'The verdicts on the recorded examples'
  node www/build/check-recorded-examples.js target/release/hot-or-cold dist model/clips.csv
}

# ── the commands ──────────────────────────────────────────────────────────────────────────────

build() {
  example_recordings
  site wasm-release
  check_recorded_examples
  say 'What a visit downloads, as a server sends it (Brotli)'
  node tests/budget.mjs || [ -n "${ALL_OPERATORS:-}" ]
  say "The site is in dist/ ($(du -sh dist | cut -f1)): any web server can serve it; hosting/README.md says how to do it well"
}

# The same bytes from the same commit, and the same recordings if there are any.
release() {
  local version
  [ -z "$(git status --porcelain)" ] || fail 'A release is made from a commit: commit or put away what was changed'
  build
  version=$(node -p 'require("./package.json").version')
  rm -rf release
  python3 hosting/release.py dist release "hot-or-cold-$version" "$(git log -1 --format=%ct)"
  say 'The archive and the SHA-256 of its files are in release/'
}

serve() {
  site wasm
  say 'Serving the page; stop with Ctrl+C'
  exec npm run --silent serve
}

train() {
  program
  python_for training model/requirements.txt
  say 'Training (about an hour on two cores)'
  "$tools/training/bin/python" -m model.train "$@"
}

evaluate() {
  local folder
  folder=$(data_folder)
  [ -n "$folder" ] || fail 'There are no recordings: fetch the pours with ./build.sh data'
  program
  target/release/hot-or-cold evaluate "$folder/clips.csv" "$@"
}

robustness() {
  local folder
  folder=$(data_folder)
  [ -n "$folder" ] || fail 'There are no recordings: fetch the pours with ./build.sh data'
  program
  python_for training model/requirements.txt
  "$tools/training/bin/python" -m model.changes
  target/release/hot-or-cold evaluate "$folder/clips.csv" --changed target/changed
}

data() {
  have python3 || fail 'python3 is missing: install version 3.11 or later'
  python3 model/fetch.py
}

# Time means something only on a machine that does nothing else meanwhile.
bench() {
  local folder
  folder=$(data_folder)
  [ -n "$folder" ] || say 'There are no recordings here (./build.sh data): the sound is a pour synthesised by src/synth'
  rust
  python_for bench tests/bench/requirements.txt

  say 'The parts of the native path, each by itself'
  cargo bench --locked --bench core

  say 'The native path beside librosa with ONNX Runtime and the path of 2020, each on one thread; hours of sound'
  cargo build --locked --release --example bench-clip --example bench-long
  "$tools/bench/bin/python" tests/bench/native/compare.py target/bench/native.json ${folder:+"$folder"}

  site wasm-release
  browser
  say 'The page beside what it could be made of: onnxruntime-web, TensorFlow.js, fft.js, Meyda, essentia.js'
  npm ci --prefix tests/bench/browser --no-audit --no-fund --ignore-scripts
  "$tools/bench/bin/python" tests/bench/browser/weights.py target/bench
  npm run --silent bench
  [ -z "$folder" ] || "$tools/bench/bin/python" tests/bench/report.py
  say 'The figures are in target/bench, and, where there are recordings, in BENCHMARKS.md'
}

# ── the tests ─────────────────────────────────────────────────────────────────────────────────

# run_tests [AREA]: every test, from the quickest to the slowest, or those of one area. It stops at
# the first failure.
run_tests() {
  rust
  case ${1:-all} in
    all)
      test_style
      test_web
      test_rust
      test_parity
      test_model
      test_hosting
      test_e2e
      say 'All tests passed'
      ;;
    style | web | rust | model | e2e)
      "test_$1"
      say "The tests of $1 passed"
      ;;
    *) fail "There are no tests of '$1': name rust, web, model, e2e or style, or nothing for all" ;;
  esac
}

test_style() {
  node_packages
  python_for tests tests/requirements.txt
  say 'Style: rustfmt, Biome, Ruff'
  cargo fmt --check
  npm run --silent lint
  "$tools/tests/bin/ruff" check . && "$tools/tests/bin/ruff" format --check .
}

test_web() {
  node_packages
  say 'TypeScript: types and unit tests (wasm is compiled first, for its types)'
  wasm wasm
  npm run --silent typecheck
  npm run --silent test:unit
}

test_rust() {
  say_without_recordings
  encoder
  say 'Rust: documentation, and clippy, natively and for WebAssembly'
  RUSTDOCFLAGS='-D warnings' cargo doc --locked --release --no-deps --lib --quiet
  cargo clippy --locked --release --all-targets -- -D warnings
  cargo clippy --locked --profile wasm --lib --tests --target $wasm_target --no-default-features -- -D warnings

  program
  say 'Rust: unit, property and integration tests'
  cargo test --locked --release

  wasm_bindgen
  browser
  say 'Rust in Chromium: the classifier as WebAssembly'
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$tools/bin/wasm-bindgen-test-runner \
    WASM_BINDGEN_TEST_TIMEOUT=300 \
    cargo test --locked --profile wasm --target $wasm_target --no-default-features --test wasm
}

test_parity() {
  program
  python_for tests tests/requirements.txt
  say 'Parity: librosa ↔ Rust ↔ WebAssembly, PyTorch ↔ ONNX Runtime ↔ Rust ↔ WebAssembly'
  "$tools/tests/bin/pytest" -q -rs tests/parity

  say 'The archive of a release, and fetching its examples'
  "$tools/tests/bin/pytest" -q tests/release
}

# PyTorch is a download of gigabytes: only where it is there already, or asked for.
test_model() {
  program
  encoder
  if [ -n "${TRAINING:-}" ] || [ -e "$tools/training/made" ]; then
    python_for training model/requirements.txt
    say 'Training: unit tests and a short run'
    "$tools/training/bin/python" -m pytest -q -rs model/tests
    if [ -n "$(data_folder)" ]; then
      say 'The figures for changed recordings'
      "$tools/training/bin/python" -m model.changes
      cargo test --locked --release --test figures -- --ignored
    fi
  else
    say 'Skipped: the tests of training need PyTorch (make it with ./build.sh train, or set TRAINING=1)'
  fi
}

test_hosting() {
  web_servers
  browser
  site wasm
  say 'The site on nginx, on Caddy and as served here: every answer and every header'
  npm run --silent test:hosting
}

test_e2e() {
  say_without_recordings
  browser
  other_browsers
  encoder
  program
  site wasm
  say 'The page in Chromium'
  npm run --silent test:e2e
  say 'The page in Firefox and WebKitGTK'
  npm run --silent test:browsers
}

say_without_recordings() {
  [ -n "$(data_folder)" ] || say 'There are no recordings here: tests that need them say what they skip'
}

command=${1:-build}
[ $# -gt 0 ] && shift
case $command in
  build | release | serve | train | evaluate | robustness | bench | data) "$command" "$@" ;;
  test) run_tests "$@" ;;
  help | -h | --help) help ;;
  *) help >&2; exit 2 ;;
esac
