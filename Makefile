# Two commands for a newcomer: `make demo` and `make test`. Everything they need they install or name.

EXHIBIT := target/release/exhibit
DEMO := demo-out

.PHONY: demo build test check bench fresh setup-build setup-demo setup-test

# Builds, makes the demonstration case, examines it, verifies it, and says where the dossier is.
demo: setup-demo build
	rm -rf $(DEMO)
	$(EXHIBIT) demo --out $(DEMO)
	@# The exercise plants a truncated file: status 1 says that there are problems to look at.
	$(EXHIBIT) examine $(DEMO)/material --case $(DEMO)/exercise.case --why "demonstration" || [ $$? -eq 1 ]
	$(EXHIBIT) verify $(DEMO)/exercise.case
	$(EXHIBIT) dossier $(DEMO)/exercise.case --out $(DEMO)/dossier
	@echo
	@echo "The dossier: $(CURDIR)/$(DEMO)/dossier/dossier.html"

build: setup-build
	cargo build --release --locked -p exhibit-cli

# Every test, and that crates use only crates on lower floors.
test: setup-test
	cargo xtask check-floors
	cargo test --workspace --locked --quiet

# What a change must pass beside the tests.
check: setup-test
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo xtask check-floors

# Our figures beside the peers' and the machine's limits.
bench: build
	scripts/bench.sh

# Both commands on a bare Debian 12 tree, from a fresh clone.
fresh:
	scripts/fresh.sh

setup-build:
	@scripts/setup.sh build

setup-demo:
	@scripts/setup.sh demo

setup-test:
	@scripts/setup.sh test
