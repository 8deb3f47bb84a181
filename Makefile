# usedby: articles in RAW become a release in OUT.  This file is the picture of
# the way; nothing else decides what runs.  "make help" lists the targets.

MAKEFLAGS += -rR --no-print-directory
.DELETE_ON_ERROR:
.SECONDEXPANSION:
.SECONDARY:
.DEFAULT_GOAL := all
export LC_ALL := C
unexport MAKEFILES

include pipeline.conf
# A trailing blank before a comment in pipeline.conf is no part of the value.
RAW   := $(strip $(RAW))
OUT   := $(strip $(OUT))
BUILD := $(strip $(BUILD))

# ---- programs --------------------------------------------------------------

VARIANT ?= release
B       := build/$(VARIANT)
BIN     := $(B)/bin
CC      := gcc
PACKAGES := libxml-2.0 libzstd zlib sqlite3 nettle libutf8proc jansson uchardet
CFLAGS.release := -O2 -g
CFLAGS.asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS.tiny    := $(CFLAGS.asan) -DIO_SIZE=23
# make's $(shell) is run once, and only when something is compiled or linked.
pkg      = $(eval pkg.$(1) := $(shell pkg-config --$(1) $(PACKAGES)))$(pkg.$(1))
CFLAGS  := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes $(CFLAGS.$(VARIANT)) $(EXTRA_CFLAGS)
LDLIBS   = $(call pkg,libs) -lcsv -lmd4c -lm

STAGES  := $(patsubst stages/%/main.c,%,$(wildcard stages/*/main.c))
objs     = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1)/*.c)))
COMMON  := $(call objs,stages/common) $(call objs,stages/schema)
core     = $(filter-out %/main.o,$(call objs,stages/$(1)))

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) -MMD -MP $(CFLAGS) $(call pkg,cflags) -c -o $@ $<
$(STAGES:%=$(BIN)/%): $(BIN)/%: $$(call core,%) $(B)/stages/%/main.o $(COMMON)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)
-include $(wildcard $(B)/stages/*/*.d $(B)/tests/*/*.d)

## programs: build every stage
.PHONY: programs
programs: $(STAGES:%=$(BIN)/%)

# ---- the pipeline ----------------------------------------------------------

LEXICON := $(sort $(wildcard lexicon/*.csv lexicon/*.rules lexicon/*.weights))
CONF    := $(BUILD)/settings
# Settings given on the command line, to be checked and handed on.
KEYS    := $(shell sed -n 's/^ *\([A-Z_]*\) *=.*/\1/p' pipeline.conf)
GIVEN   := $(foreach k,$(KEYS),$(if $(filter command,$(firstword $(origin $k))),'$k=$($k)'))

.PHONY: all pipeline FORCE
## all: articles in RAW to a release in OUT (the default)
# One run at a time may write below BUILD; the lock lives as long as the run.
all: programs
	+@scripts/with-lock "$(BUILD)" $(MAKE) $(GIVEN) VARIANT=$(VARIANT) pipeline

ifneq ($(filter pipeline,$(MAKECMDGOALS)),)
# inventory writes shards.mk (SHARDS := 0000 0001 ...) and touches a shard's
# list only if its content changed; make starts again when shards.mk changed.
include $(BUILD)/inventory/shards.mk
$(BUILD)/inventory/shards.mk: $(BIN)/settings $(BIN)/inventory FORCE
	@mkdir -p $(@D)
	@$(BIN)/settings -c pipeline.conf -o $(CONF) $(GIVEN)
	@$(BIN)/inventory -c $(CONF)/inventory.conf -o $(@D) '$(subst ','\'',$(RAW))'
endif
FORCE:

in = $(foreach s,$(SHARDS),$(BUILD)/$(1)/$(s)/$(2).csv.zst)

$(BUILD)/read/%/blocks.csv.zst $(BUILD)/read/%/documents.csv.zst $(BUILD)/read/%/rejects.csv.zst: \
    $(BUILD)/inventory/shards/%.csv $(BIN)/read $(CONF)/read.conf
	@mkdir -p $(@D)
	$(BIN)/read -c $(CONF)/read.conf -o $(@D) -r '$(subst ','\'',$(RAW))' $<

$(BUILD)/extract/%/found_claims.csv.zst $(BUILD)/extract/%/found_metrics.csv.zst \
$(BUILD)/extract/%/found_names.csv.zst $(BUILD)/extract/%/misses.csv.zst: \
    $(BUILD)/read/%/blocks.csv.zst $(BUILD)/read/%/documents.csv.zst $(BIN)/extract $(LEXICON) $(CONF)/extract.conf
	@mkdir -p $(@D)
	$(BIN)/extract -c $(CONF)/extract.conf -l lexicon -o $(@D) $(BUILD)/read/$*

$(BUILD)/fingerprint/%/fingerprints.csv.zst $(BUILD)/fingerprint/%/passages.csv.zst: \
    $(BUILD)/read/%/blocks.csv.zst $(BUILD)/read/%/documents.csv.zst $(BIN)/fingerprint $(CONF)/fingerprint.conf
	@mkdir -p $(@D)
	$(BIN)/fingerprint -c $(CONF)/fingerprint.conf -o $(@D) $(BUILD)/read/$*

STAR := $(patsubst %,$(BUILD)/normalise/%.csv.zst,adopters articles claim_use_cases claims copies metrics migrations misses \
    name_resolutions rejects technologies use_cases)
$(STAR) &: $$(call in,read,documents) $$(call in,fingerprint,fingerprints) $$(call in,extract,found_claims) $(BIN)/normalise $(LEXICON) $(CONF)/normalise.conf \
    $(BUILD)/inventory/shards.mk
	@mkdir -p $(BUILD)/normalise
	$(BIN)/normalise -c $(CONF)/normalise.conf -l lexicon -o $(BUILD)/normalise $(BUILD) $(SHARDS)

COUNTS := $(patsubst %,$(BUILD)/aggregate/%.csv.zst,adopter_counts adoption estimates implied_technologies technology_counts \
    technology_pairs timelines use_case_counts yearly_counts)
$(COUNTS) &: $(STAR) $(BIN)/aggregate $(CONF)/aggregate.conf
	@mkdir -p $(BUILD)/aggregate
	$(BIN)/aggregate -c $(CONF)/aggregate.conf -o $(BUILD)/aggregate $(BUILD)/normalise

$(OUT)/manifest.json: $(STAR) $(COUNTS) $(BIN)/publish $(BIN)/verify $(CONF)/publish.conf
	$(BIN)/publish -c $(CONF)/publish.conf -b $(BUILD) -o $(OUT)

pipeline: $(OUT)/manifest.json

# ---- tests -----------------------------------------------------------------

UNIT  := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(sort $(wildcard tests/unit/t_*.c)))
# t_read_page.c tests a part of stages/read and is linked with its core.
unit_stage = $(filter $(STAGES),$(word 2,$(subst _, ,$(notdir $(1)))))
$(UNIT): $(B)/tests/unit/%: $(B)/tests/unit/%.o $$(if $$(call unit_stage,$$*),$$(call core,$$(call unit_stage,$$*))) $(COMMON)
	$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: check sanitize
## check: run every test; ends with "N passed, N failed" (ONLY=pattern runs some)
check: programs $(UNIT)
	@BIN=$(BIN) BUILD_TESTS=$(B)/tests VARIANT=$(VARIANT) ONLY='$(ONLY)' tests/run
## sanitize: the tests under the address and undefined-behaviour sanitisers
sanitize:
	+$(MAKE) VARIANT=asan check

## eval: quality figures against the reference articles (needs ../shared)
.PHONY: eval bench
eval: programs
	@BIN=$(BIN) scripts/eval
## bench: speed and memory, as ratios
bench: programs
	@BIN=$(BIN) scripts/bench

# ---- the rest --------------------------------------------------------------

.PHONY: clean help
## clean: remove BUILD (never RAW or OUT)
clean:
	rm -rf build
help:
	@sed -n 's/^## //p' Makefile
