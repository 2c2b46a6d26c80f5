# make test is all a contributor needs; make check is what CI runs.
.PHONY: build test check race vet lint fmt tidy pins fuzz client example clean

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0
FUZZTIME ?= 5s

build: ## the casus binary, without cgo
	CGO_ENABLED=0 go build -o bin/casus ./cmd/casus

test: ## all tests
	go test ./...

race: ## all tests under the race detector, in random order
	go test -race -shuffle=on ./...

check: fmt tidy pins vet lint build test race

fmt: ## no file that gofmt would change
	@out="$$(gofmt -l .)"; test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }

tidy: ## go.mod says what the code needs, nothing else
	go mod tidy -diff

pins: ## what is downloaded is what was pinned, and each room keeps to its imports
	go mod verify
	go test -run '^Test(Arch|Pins)' ./cmd/casus

vet:
	go vet ./...

lint:
	go run $(STATICCHECK) ./...

fuzz: ## every fuzz target for FUZZTIME
	@for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' "$$pkg" | grep '^Fuzz' || true); do \
			echo "fuzz $$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$pkg" || exit 1; \
		done; \
	done

client: ## the GraphQL API through a client written in JavaScript; needs npm
	cd cmd/internal/server/testdata/client && npm ci --no-audit --no-fund && npm test

example: ## a question to the example article, without a store
	go run ./cmd/casus defends Ireland --from cmd/casus/example/harbor-pact.txt

clean:
	rm -rf bin
