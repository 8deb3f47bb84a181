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
# RAW may be called anything; it reaches the stages through the environment.
# OUT and BUILD stand in names of targets, where make reads these as signs.
export RAW
$(if $(RAW),,$(error RAW = '': must name a folder))
$(foreach k,OUT BUILD,$(if $(filter-out 1,$(words $($k))),$(error $k = '$($k)': must be one word)))
signs := : % ; | * ? [ ] ~ \ ' " ` = $$ & < >
$(foreach c,$(signs),$(foreach k,OUT BUILD,$(if $(findstring $c,$($k)),$(error $k = '$($k)': must not hold $c))))

# ---- programs --------------------------------------------------------------

VARIANT ?= release
B       := build/$(VARIANT)
BIN     := $(B)/bin
CC      := gcc
PACKAGES := libxml-2.0 libzstd zlib sqlite3 nettle libutf8proc jansson uchardet
CFLAGS.release := -O3 -g
CFLAGS.asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS.tiny    := $(CFLAGS.asan) -DIO_SIZE=23
# make's $(shell) is run once, and only when something is compiled or linked.
pkg      = $(eval pkg.$(1) := $(shell pkg-config --$(1) $(PACKAGES)))$(pkg.$(1))
CFLAGS  := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes $(CFLAGS.$(VARIANT)) $(EXTRA_CFLAGS)
LDLIBS   = -Wl,--as-needed $(call pkg,libs) -lcsv -lmd4c -lm

STAGES  := $(patsubst stages/%/main.c,%,$(wildcard stages/*/main.c))
# One short line per program unless V=1.
say      = $(if $(V),,@echo '  $(1)'; )
objs     = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1)/*.c)))
core     = $(filter-out %/main.o,$(call objs,stages/$(1)))
# What the stages share: folders without a main.c.
FOLDERS := $(patsubst stages/%/,%,$(filter-out $(STAGES:%=stages/%/),$(wildcard stages/*/)))
LIB     := $(B)/libusedby.a

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC $<)$(CC) -MMD -MP $(CFLAGS) $(call pkg,cflags) -c -o $@ $<
$(LIB): $(foreach d,$(FOLDERS),$(call objs,stages/$(d)))
	$(call say,AR $@)rm -f $@ && ar rcsD $@ $^
$(STAGES:%=$(BIN)/%): $(BIN)/%: $$(call core,%) $(B)/stages/%/main.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)
-include $(wildcard $(B)/stages/*/*.d $(B)/tests/*/*.d $(B)/tools/*/*.d)

# One HTML file without tables; publish puts them in (stages/publish/report.h).
REPORT := build/report/report-template.html
$(REPORT): report/build report/bundle.mjs report/package.json report/package-lock.json $(sort $(wildcard report/src/*.* report/src/*/*.*))
	$(call say,NPM $@)report/build $(@D)
.PHONY: report-template
## report-template: build the report's page from report/ (needs npm)
report-template: $(REPORT)

## programs: build every stage, and the report's page
.PHONY: programs
programs: $(STAGES:%=$(BIN)/%) $(REPORT)
	@:

# ---- the pipeline ----------------------------------------------------------

CONF    := $(BUILD)/settings
# Settings given on the command line, to be checked and handed on.
KEYS    := $(filter-out RAW OUT BUILD,$(shell sed -n 's/^CONF.\([A-Z_]*\),.*/\1/p' stages/schema/conf.def))
quote    = '$(subst ','\'',$(1))'
GIVEN   := $(foreach k,$(KEYS),$(if $(filter command,$(firstword $(origin $k))),$(call quote,$k=$($k))))
# What else may be given.  Of another name it is told that it is no setting.
ALSO    := RAW OUT BUILD VARIANT CC EXTRA_CFLAGS V ENGINE LEXICON_DIR ONLY TECH BY CLAIM METRIC EXPLAIN_FLAGS SOURCE OLD DIFF_FLAGS
$(foreach v,$(filter-out $(KEYS) $(ALSO) -*-command-variables-*-,$(.VARIABLES)),$(if $(filter command,$(firstword $(origin $(v)))),$(warning \
    $(v) is no setting; pipeline.conf has them all)))
LEXICON_DIR ?= lexicon
LEXICON := $(sort $(filter-out %/overrides.csv,$(wildcard $(LEXICON_DIR)/*.*)))
# ENGINE=slurm hands each shard's work to Slurm; see docs/engines.md.
ENGINE  ?= local
RUN.local :=
RUN.slurm := scripts/on-slurm $(BUILD)
RUN      := $(if $(filter local slurm,$(ENGINE)),$(RUN.$(ENGINE)),$(error ENGINE = '$(ENGINE)': must be local or slurm))

.PHONY: all pipeline FORCE
## all: articles in RAW to a release in OUT (the default)
# One run at a time may write below BUILD; the lock lives as long as the run.
# Compiling has a lock of its own, for which runs on other corpora wait.
all:
	@for tool in cmp find flock realpath sha256sum; do command -v $$tool >/dev/null || { \
	    echo "make: needs $$tool; scripts/bootstrap installs what is missing" >&2; exit 69; }; done
	+@mkdir -p $(B) && flock $(B)/.lock $(MAKE) programs || { status=$$?; scripts/bootstrap -n; exit $$status; }
	+@scripts/with-lock $(BUILD) $(MAKE) pipeline

ifneq ($(filter pipeline,$(MAKECMDGOALS)),)
# What make cannot see by time stamps is turned into files that keep theirs
# while their content stays: the settings of each stage, the digests of the
# lexicon, the list of each shard.  shards.mk says SHARDS := 0000 0001 ...;
# make starts once more when it changed, and then takes all this as done.
include $(BUILD)/inventory/shards.mk
$(BUILD)/inventory/shards.mk: $(BIN)/settings $(BIN)/inventory $(if $(MAKE_RESTARTS),,FORCE)
	@# What make wrote would be read as articles by the next run.
	@raw=$$(realpath -m -- "$$RAW") || exit; for d in $(OUT) $(BUILD); do case $$(realpath -m -- $$d)/ in "$$raw"/*) \
	    echo "make: $$d lies in RAW, '$$RAW'" >&2; exit 78 ;; esac; done
	@case $$(realpath -m -- $(BUILD))/ in "$$(realpath -m -- $(OUT))"/*) \
	    echo "make: $(BUILD) lies in OUT, '$(OUT)', which is replaced as a whole" >&2; exit 78 ;; esac
	@mkdir -p $(BUILD)
	@$(BIN)/settings -c pipeline.conf -o $(CONF) $(STAGES:%=-s %) $(GIVEN)
	@scripts/digests $(CONF)/lexicon.sha256 $(LEXICON)
	@scripts/digests $(CONF)/overrides.sha256 $(wildcard $(LEXICON_DIR)/overrides.csv)
	@$(BIN)/inventory -c $(CONF)/inventory.conf -o $(@D) -- "$$RAW"
endif
FORCE:

# in,STAGE,TABLES: these tables of all shards.
in = $(foreach s,$(SHARDS),$(foreach t,$(2),$(BUILD)/$(1)/$(s)/$(t).csv.zst))
READ    := blocks documents rejects
EXTRACT := found_claims found_metrics found_names misses
PRINTS  := fingerprints passages linked_blocks

$(foreach t,$(READ),$(BUILD)/read/%/$(t).csv.zst): $(BUILD)/inventory/shards/%.csv $(BIN)/read $(CONF)/read.conf
	@mkdir -p $(@D)
	$(RUN) $(BIN)/read -c $(CONF)/read.conf -o $(@D) -r "$$RAW" $<

$(foreach t,$(EXTRACT),$(BUILD)/extract/%/$(t).csv.zst): $(foreach t,$(READ),$(BUILD)/read/%/$(t).csv.zst) \
    $(BIN)/extract $(CONF)/lexicon.sha256 $(CONF)/extract.conf
	@mkdir -p $(@D)
	$(RUN) $(BIN)/extract -c $(CONF)/extract.conf -l $(LEXICON_DIR) -o $(@D) $(BUILD)/read/$*

$(foreach t,$(PRINTS),$(BUILD)/fingerprint/%/$(t).csv.zst): $(foreach t,$(READ),$(BUILD)/read/%/$(t).csv.zst) \
    $(BIN)/fingerprint $(CONF)/fingerprint.conf
	@mkdir -p $(@D)
	$(RUN) $(BIN)/fingerprint -c $(CONF)/fingerprint.conf -o $(@D) $(BUILD)/read/$*

STAR := $(patsubst %,$(BUILD)/normalise/%.csv.zst,adopters articles claim_use_cases claims copies metrics migrations misses \
    name_resolutions rejects technologies use_cases)
$(STAR) &: $(call in,read,$(READ)) $(call in,fingerprint,$(PRINTS)) $(call in,extract,$(EXTRACT)) $(BUILD)/inventory/shards.mk \
    $(BIN)/normalise $(CONF)/lexicon.sha256 $(CONF)/overrides.sha256 $(CONF)/normalise.conf
	@mkdir -p $(BUILD)/normalise
	$(BIN)/normalise -c $(CONF)/normalise.conf -l $(LEXICON_DIR) -o $(BUILD)/normalise $(BUILD) $(SHARDS)

COUNTS := $(patsubst %,$(BUILD)/aggregate/%.csv.zst,adopter_counts adoption estimates implied_technologies technology_counts \
    technology_pairs timelines use_case_counts yearly_counts)
$(COUNTS) &: $(STAR) $(BIN)/aggregate $(CONF)/aggregate.conf
	@mkdir -p $(BUILD)/aggregate
	$(BIN)/aggregate -c $(CONF)/aggregate.conf -o $(BUILD)/aggregate $(BUILD)/normalise

# Never removed by make: the release is whole, or publish did not put it there.
.PRECIOUS: $(OUT)/manifest.json
$(OUT)/manifest.json: $(STAR) $(COUNTS) $(BIN)/publish $(BIN)/verify $(CONF)/publish.conf $(CONF)/verify.conf $(REPORT) $(CONF)/lexicon.sha256 $(CONF)/overrides.sha256
	$(BIN)/publish -c $(CONF)/publish.conf -l $(LEXICON_DIR) -t $(REPORT) -b $(BUILD) -o $(OUT)

pipeline: $(OUT)/manifest.json
	@:

# ---- a release -------------------------------------------------------------

.PHONY: explain whynot diff verify rollback parquet docs
## docs: write docs/tables.md anew from the declaration of the tables
docs: $(BIN)/publish
	@$(BIN)/publish --describe >docs/tables.md
## explain: the evidence behind a number: TECH=python, BY=spotify, CLAIM=id or METRIC=id
explain: $(BIN)/explain
	@$(BIN)/explain -d $(call quote,$(OUT)) $(if $(BY),--by $(call quote,$(BY))) $(if $(CLAIM),--claim $(call quote,$(CLAIM))) \
	    $(if $(METRIC),--metric $(call quote,$(METRIC))) $(EXPLAIN_FLAGS) -- $(if $(TECH),$(call quote,$(TECH)))
## whynot: why an article gave no claim: SOURCE=path BY=adopter TECH=technology
whynot: $(BIN)/explain
	@$(BIN)/explain -d $(call quote,$(OUT)) $(EXPLAIN_FLAGS) -- whynot $(call quote,$(SOURCE)) $(call quote,$(BY)) $(call quote,$(TECH))
## diff: what changed since the release in OLD=dir (DIFF_FLAGS="--markdown --exit-code")
diff: $(BIN)/diff
	@$(BIN)/diff $(DIFF_FLAGS) -- $(if $(OLD),$(call quote,$(OLD))) $(call quote,$(OUT))
## verify: check the release in OUT, and that no row of BUILD went missing
verify: $(BIN)/verify
	@$(BIN)/verify --release $(call quote,$(OUT)) $(if $(wildcard $(BUILD)/inventory),-b $(call quote,$(BUILD)))
## rollback: put the release before in the place of OUT
rollback: $(BIN)/publish
	@$(BIN)/publish --rollback -o $(call quote,$(OUT))
## parquet: the tables of OUT as Parquet in OUT.parquet (needs npm)
parquet:
	@scripts/parquet $(call quote,$(OUT)) $(call quote,$(OUT).parquet)

# ---- tests -----------------------------------------------------------------

UNIT  := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(sort $(wildcard tests/unit/t_*.c)))
# t_read_page.c tests a part of stages/read and is linked with its core.
unit_stage = $(filter $(STAGES),$(word 2,$(subst _, ,$(notdir $(1)))))
BENCH := $(patsubst tests/bench/%.c,$(B)/tests/bench/%,$(sort $(wildcard tests/bench/b_*.c)))
# Helpers of the tests: tests/lib/*.c, each a program.
HELPERS := $(patsubst tests/lib/%.c,$(B)/tests/lib/%,$(sort $(wildcard tests/lib/*.c)))
$(UNIT) $(BENCH) $(HELPERS): $(B)/tests/%: $(B)/tests/%.o $$(if $$(call unit_stage,$$*),$$(call core,$$(call unit_stage,$$*))) $(LIB)
	$(call say,LD $@)$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)
$(B)/tests/report/embed: $(B)/tests/report/embed.o $(B)/stages/publish/report.o $(B)/stages/publish/choice.o $(B)/stages/publish/pack.o $(LIB)
	$(call say,LD $@)$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)
# What measures and fits the extraction: tools/quality/README.md.
QUALITY := $(patsubst %,$(B)/tools/quality/%,fit mutate numbers protagonist traps typing)
$(QUALITY): %: %.o $(filter-out $(QUALITY:%=%.o),$(call objs,tools/quality)) $(call core,extract) $(LIB)
	$(call say,LD $@)$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS) -llbfgs

.PHONY: check sanitize
## check: run every test; ends with "N passed, N failed" (ONLY=pattern runs some)
check: programs $(UNIT) $(HELPERS) $(QUALITY) $(B)/tests/report/embed
	@BIN=$(BIN) BUILD_TESTS=$(B)/tests VARIANT=$(VARIANT) ONLY='$(ONLY)' tests/run
## sanitize: the tests under the address and undefined-behaviour sanitisers
sanitize:
	+$(MAKE) VARIANT=asan check

## eval: quality figures against the reference articles (needs ../shared)
.PHONY: eval bench
eval: programs $(QUALITY)
	@BIN=$(BIN) ONLY='$(ONLY)' scripts/eval
## bench: speed and memory, as ratios
bench: programs $(BENCH) $(HELPERS)
	@BIN=$(BIN) BUILD_TESTS=$(B)/tests ONLY='$(ONLY)' scripts/bench

## mutate: delete, invert and loosen each rule of claims.rules; do its examples notice?
.PHONY: mutate
mutate: $(B)/tools/quality/mutate
	@$< $(LEXICON_DIR)
## fit: the weights of claims.rules from annotated articles, and how good they are
.PHONY: fit
fit: programs $(QUALITY)
	@BIN=$(BIN) BUILD=$(BUILD) LEXICON_DIR=$(LEXICON_DIR) tools/quality/make-fit

## word-classes: lexicon/word_classes.csv anew, from word vectors (needs npm, and 4 GB of memory)
.PHONY: word-classes
word-classes:
	@mkdir -p $(BUILD)/word-classes && cp -r tools/quality/word-classes/. $(BUILD)/word-classes
	@cd $(BUILD)/word-classes && npm ci --silent
	@node --max-old-space-size=8192 $(BUILD)/word-classes/word-classes.mjs $(LEXICON_DIR)

# ---- the rest --------------------------------------------------------------

.PHONY: clean help
## clean: remove what was built on the way (never RAW or OUT)
clean:
	rm -rf build $(STAGES:%=$(BUILD)/%)
## help: this list
help:
	@sed -n 's/^## //p' Makefile
