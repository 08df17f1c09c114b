#!/usr/bin/env bash
# One script for everything: see `./build.sh help`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tools=$PWD/.tools            # everything that this script installs
export CARGO_TARGET_DIR=$PWD/target   # overrides a target directory set elsewhere
wasm_target=wasm32-unknown-unknown
export CARGO_TERM_PROGRESS_WHEN=never
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PIP_DISABLE_PIP_VERSION_CHECK=1

help() {
  cat <<'TEXT'
./build.sh              build the optimised site into dist/
./build.sh release      pack the same site as an archive with checksums into release/
./build.sh serve        set up what is missing, build and serve the site (PORT=4173)
./build.sh test [AREA]  set up what is missing and run every test, or those of one area:
                        rust, web, model, e2e or style
./build.sh train        train the model and the held-out models (PyTorch; --smoke: one minute)
./build.sh evaluate     print the held-out figures (--json; --live model/onsets.csv: live verdicts;
                        --surroundings model/onsets.csv: pours amid other sounds, ten minutes;
                        --kitchens FOLDER: pours in other kitchens)
./build.sh robustness   print what codecs, noise and level cost
./build.sh figures      measure all figures again and write them where they are quoted (an hour;
                        or some: kitchens, evaluate, live, robustness, surroundings)
./build.sh bench        benchmark it against other libraries
./build.sh data         fetch the recordings of pours into data/ and check them

ALL_OPERATORS=1 before serve or a build links every operator of tract, for other models.
HOT_OR_COLD_EXAMPLES=synthesised before serve or a build leaves out the example recordings.
TEXT
}

say() { printf '\n▸ %s\n' "$*"; }
fail() { printf '\n✗ %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
# first_of PROGRAM…: the path of the first that is installed, or nothing.
first_of() { command -v "$@" | head -n 1 || true; }
apt_install() {
  apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# ── set-up ────────────────────────────────────────────────────────────────────────

rust() {
  have cargo || fail 'Rust is missing: install it from https://rustup.rs'
  [ -d "$(rustc --print target-libdir --target $wasm_target 2>/dev/null)" ] && return
  have rustup ||
    fail 'This Rust cannot compile to WebAssembly: install rustup from https://rustup.rs'
  say 'Adding the WebAssembly target to Rust'
  rustup target add $wasm_target
}

node_packages() {
  have node && have npm ||
    fail 'Node.js is missing: install version 20.19 or later from https://nodejs.org'
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old: version 20.19 or later is needed"
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say 'Installing the packages that build and test the page'
  npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
}

# The command and the crate share a private format, so their versions must agree.
wasm_bindgen() {
  local version
  version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
  [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
  say "Building wasm-bindgen $version (about 3 minutes, once)"
  # It runs for a second per build, so it is compiled without optimisation.
  cargo install wasm-bindgen-cli --quiet --version "=$version" \
    --root "$tools" --target-dir "$tools/target" \
    --config profile.release.opt-level=0 --config profile.release.codegen-units=256 \
    --config profile.release.lto=false --config profile.release.debug=0
  rm -rf "$tools/target"
}

# python_for NAME REQUIREMENTS: makes .tools/NAME, again whenever the requirements change.
python_for() {
  local environment=$tools/$1 requirements=$2
  [ "$environment/made" -nt "$requirements" ] && return
  have python3 || fail 'python3 is missing: install version 3.11 or later'
  say "Installing the Python packages of $requirements"
  python3 -m venv "$environment" ||
    fail 'python3 cannot make a virtual environment: install python3-venv'
  "$environment/bin/pip" install --quiet -r "$requirements"
  touch "$environment/made"
}

# The tests drive the system's full browser, since a headless shell has no microphone.
browser() {
  CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome)}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
  if [ -z "$CHROMIUM" ] || [ -z "$CHROMEDRIVER" ]; then
    if have apt-get && [ "$(id -u)" = 0 ]; then
      say 'Installing Chromium and its driver'
      apt_install chromium chromium-driver
      CHROMIUM=$(first_of chromium) CHROMEDRIVER=$(first_of chromedriver)
    else
      fail 'Install chromium and chromium-driver, or set CHROMIUM and CHROMEDRIVER to their paths'
    fi
  fi
  export CHROMIUM CHROMEDRIVER
}

# Firefox and WebKitGTK; the tests name a missing engine and skip it.
other_browsers() {
  have apt-get && [ "$(id -u)" = 0 ] || return 0
  local wanted=() program
  for program in firefox:firefox-esr WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb \
    pulseaudio:pulseaudio; do
    have "${program%:*}" || have "${program#*:}" || wanted+=("${program#*:}")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  say "Installing what the tests in Firefox and WebKitGTK need: ${wanted[*]}"
  # libav decodes m4a for WebKitGTK, good reads wav.
  apt_install "${wanted[@]}" gstreamer1.0-libav gstreamer1.0-plugins-good ||
    say 'They cannot be installed here'
}

# ffmpeg encodes test files and prepares sound for the fake microphone; tests skip without it.
encoder() {
  have ffmpeg && return
  have apt-get && [ "$(id -u)" = 0 ] || return 0
  say 'Installing ffmpeg, which the tests use to encode sound'
  apt_install ffmpeg || say 'It cannot be installed here'
}

# Installs nginx and Caddy for the hosting tests, in containers only: elsewhere Debian's packages
# would start them as services. Without them the tests name what they skip.
web_servers() {
  have nginx && have caddy && return
  if have apt-get && [ "$(id -u)" = 0 ] && [ ! -d /run/systemd/system ]; then
    say 'Installing nginx and Caddy'
    apt_install nginx libnginx-mod-http-brotli-static caddy
  fi
}

data_folder() {
  local folder places=(../shared/data data)
  [ -z "${HOT_OR_COLD_DATA:-}" ] || places=("$HOT_OR_COLD_DATA")
  for folder in "${places[@]}"; do
    [ ! -f "$folder/clips.csv" ] || { printf '%s' "$folder"; return; }
  done
}

# ── build steps ─────────────────────────────────────────────────────────────────────────────

# wasm PROFILE: compiles the classifier and the decoder for the page into www/wasm.
wasm() {
  rust
  wasm_bindgen
  say "Compiling the classifier and the decoder to WebAssembly (profile $1)"
  local flags=() kind="$1${ALL_OPERATORS:+ with all operators}${DIAGNOSTICS:+ with diagnostics}"
  if [ "$1" = wasm-release ]; then
    # Panics name their files. Remapping keeps this machine's paths out of what is published, and
    # builds of one commit identical.
    flags+=("--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
      "--remap-path-prefix=$(rustc --print sysroot)=/rust"
      "--remap-path-prefix=$PWD=/hot-or-cold")
  fi
  # Intermediate results, for tests and benchmarks.
  local features=()
  [ "$1" = wasm-release ] && [ -z "${DIAGNOSTICS:-}" ] ||
    features=(--features hot-or-cold/diagnostics)
  # Every operator of tract, for other models (src/classify/operators/README.md).
  [ -z "${ALL_OPERATORS:-}" ] || flags+=(--cfg all_operators)
  local config=()
  [ ${#flags[@]} -eq 0 ] ||
    config=(--config "target.$wasm_target.rustflags=[$(printf "'%s'," "${flags[@]}")]")
  cargo build --locked --lib --package hot-or-cold --package hot-or-cold-decoder \
    --target $wasm_target --no-default-features --profile "$1" "${features[@]}" "${config[@]}"
  local name built out was_kind
  was_kind=$(cat www/wasm/profile 2>/dev/null || true)
  for name in hot_or_cold hot_or_cold_decoder; do
    built=$CARGO_TARGET_DIR/$wasm_target/$1/$name.wasm out=www/wasm/${name}_bg.wasm
    [ "$was_kind" != "$kind" ] || [ ! "$out" -nt "$built" ] || continue
    "$tools/bin/wasm-bindgen" "$built" --target web --out-dir www/wasm \
      --remove-name-section --remove-producers-section
  done
  echo "$kind" >www/wasm/profile
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

# Fetches the four example recordings, unless a folder of recordings has them. Without a network it
# reports that and continues; the page then offers synthesised pours.
example_recordings() {
  [ "${HOT_OR_COLD_EXAMPLES:-}" != synthesised ] || return 0
  have python3 || { say 'python3 is missing: the example recordings are not fetched'; return 0; }
  local folder
  folder=$(data_folder)
  python3 -m model.data.fetch --examples ${folder:+"$folder"} || true
}

# Fails if the model gets a recorded example wrong; the program decodes them. Synthesised examples
# are checked by the page's build: www/build/check-synthesised-pours.ts.
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
  say 'The download of a visit, compressed with Brotli'
  node tests/budget.mjs || [ -n "${ALL_OPERATORS:-}" ]
  say "The site is in dist/ ($(du -sh dist | cut -f1)); hosting/README.md says how to serve it"
}

# The same commit and recordings give the same bytes.
release() {
  local version
  [ -z "$(git status --porcelain)" ] ||
    fail 'A release is made from a commit: commit or stash your changes first'
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
  if [[ " $* " == *' --kitchens '* ]]; then
    program >&2
    target/release/hot-or-cold evaluate "$@"
    return
  fi
  folder=$(data_folder)
  [ -n "$folder" ] || fail 'There are no recordings: fetch the pours with ./build.sh data'
  program >&2  # standard output has only the figures
  target/release/hot-or-cold evaluate "$folder/clips.csv" "$@"
}

robustness() {
  local folder
  folder=$(data_folder)
  [ -n "$folder" ] || fail 'There are no recordings: fetch the pours with ./build.sh data'
  program
  python_for training model/requirements.txt
  "$tools/training/bin/python" -m model.data.corruptions
  target/release/hot-or-cold evaluate "$folder/clips.csv" --changed target/changed
}

figures() {
  program
  encoder
  python_for training model/requirements.txt
  "$tools/training/bin/python" -m model.evaluate.quoted_figures "$@"
}

data() {
  have python3 || fail 'python3 is missing: install version 3.11 or later'
  python3 -m model.data.fetch
}

# Run it on an idle machine: other load distorts the times.
bench() {
  local folder
  folder=$(data_folder)
  [ -n "$folder" ] || say 'No recordings (./build.sh data): benchmarking with a synthesised pour'
  rust
  python_for bench tests/bench/requirements.txt

  say 'Each part of the native path'
  cargo bench --locked --bench core

  say 'The native path, librosa with ONNX Runtime, and the system of 2020, on one thread each'
  cargo build --locked --release --example bench-clip --example bench-long
  "$tools/bench/bin/python" tests/bench/native/compare.py target/bench/native.json \
    ${folder:+"$folder"}

  DIAGNOSTICS=1 site wasm-release
  browser
  say 'The page, and the same model on onnxruntime-web and on TensorFlow.js with fft.js'
  npm ci --prefix tests/bench/browser --no-audit --no-fund --ignore-scripts
  "$tools/bench/bin/python" tests/bench/browser/weights.py target/bench
  npm run --silent bench
  [ -z "$folder" ] || "$tools/bench/bin/python" tests/bench/report.py
  say 'The figures are in target/bench and, if there are recordings, in BENCHMARKS.md'
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
  "$tools/tests/bin/ruff" check .
  "$tools/tests/bin/ruff" format --check .
  say 'Limits of source files, and paths that documents name'
  "$tools/tests/bin/pytest" -q tests/repository
}

test_web() {
  node_packages
  say 'TypeScript: types and unit tests (after compiling wasm, which generates types)'
  wasm wasm
  npm run --silent typecheck
  npm run --silent test:unit
}

test_rust() {
  say_without_recordings
  encoder
  say 'Rust: documentation, and clippy, natively and for WebAssembly'
  RUSTDOCFLAGS='-D warnings' cargo doc --locked --release --no-deps --lib --workspace --quiet
  cargo clippy --locked --release --workspace --all-targets -- -D warnings
  cargo clippy --locked --profile wasm --lib --package hot-or-cold --package hot-or-cold-decoder \
    --package hot-or-cold-kernels --target $wasm_target --no-default-features \
    --features hot-or-cold/diagnostics -- -D warnings
  cargo clippy --locked --profile wasm --tests --target $wasm_target \
    --no-default-features --features diagnostics -- -D warnings

  program
  say 'Rust: unit, property and integration tests'
  cargo test --locked --release --workspace

  wasm_bindgen
  browser
  say 'Rust in Chromium: the classifier as WebAssembly'
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$tools/bin/wasm-bindgen-test-runner \
    WASM_BINDGEN_TEST_TIMEOUT=300 \
    cargo test --locked --profile wasm --target $wasm_target \
      --no-default-features --features diagnostics --test wasm
}

test_parity() {
  program
  python_for tests tests/requirements.txt
  say 'Parity: librosa ↔ Rust ↔ WebAssembly, PyTorch ↔ ONNX Runtime ↔ Rust ↔ WebAssembly'
  "$tools/tests/bin/pytest" -q -rs tests/parity

  say 'The archive of a release, and fetching its examples'
  "$tools/tests/bin/pytest" -q tests/release
}

# PyTorch is a large download: it is installed only if TRAINING is set, and used if installed.
test_model() {
  program
  encoder
  if [ -n "${TRAINING:-}" ] || [ -e "$tools/training/made" ]; then
    python_for training model/requirements.txt
    say 'Training: unit tests and a short run'
    "$tools/training/bin/python" -m pytest -q -rs model/tests
    if [ -n "$(data_folder)" ]; then
      say 'The figures for changed recordings, and for pours amid other sounds'
      "$tools/training/bin/python" -m model.data.corruptions
      cargo test --locked --release --test figures -- --ignored
    fi
  else
    say 'Skipped: tests of training need PyTorch (set TRAINING=1, or run ./build.sh train once)'
  fi
}

test_hosting() {
  web_servers
  browser
  site wasm
  say 'Hosting: every answer and header of nginx, Caddy and the preview server'
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
  [ -n "$(data_folder)" ] || say 'There are no recordings: tests that need them are skipped by name'
}

command=${1:-build}
[ $# -gt 0 ] && shift
case $command in
  build | release | serve | train | evaluate | robustness | figures | bench | data)
    "$command" "$@" ;;
  test) run_tests "$@" ;;
  help | -h | --help) help ;;
  *) help >&2; exit 2 ;;
esac
