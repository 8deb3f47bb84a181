#!/bin/sh
# on-slurm against a made-up srun that loses nodes, fails and hangs.
. tests/lib/tap.sh
mkdir "$TMP/bin" "$TMP/shared"
cat >"$TMP/bin/srun" <<'EOF'
#!/bin/sh
# Takes its orders from $ORDERS, one line for each call: run, lose, fail, hang.
while [ "$1" != /bin/sh ]; do echo "$1" >>"$ORDERS.options"; shift; done
order=$(sed -n 1p "$ORDERS"); sed -i 1d "$ORDERS"; echo "$order" >>"$ORDERS.done"
case $order in
run) exec "$@" ;;
ran) "$@"; exit 0 ;;
lose) exit 0 ;;
fail) exit 143 ;;
hang) exec sleep 60 ;;
esac
EOF
chmod +x "$TMP/bin/srun"
ORDERS=$TMP/orders; export ORDERS
slurm() { # ORDERS COMMAND...
	printf '%s\n' $1 >"$ORDERS"; : >"$ORDERS.done"; : >"$ORDERS.options"; shift
	PATH=$TMP/bin:$PATH scripts/on-slurm "$TMP/shared" "$@"
}
exits 0 "runs the command" slurm run touch "$TMP/a file"
ok "with its arguments whole" test -f "$TMP/a file"
exits 65 "hands on its status" slurm run sh -c 'exit 65'
exits 65 "even where srun says 0" slurm ran sh -c 'exit 65'
exits 0 "tries again when the node was lost" slurm "lose lose run" touch "$TMP/late"
ok "until it ran" test -f "$TMP/late"
exits 75 "but three times at most" slurm "lose lose lose lose" true
ok "and no more" test "$(wc -l <"$ORDERS.done")" -eq 3
exits 143 "does not try again what was cancelled" slurm "fail run" true
SLURM_SECONDS=1; export SLURM_SECONDS
exits 0 "gives up waiting and tries again" slurm "hang run" true
SLURM_JOB_ID=1 SRUN_OPTIONS='--partition=etl'; export SLURM_JOB_ID SRUN_OPTIONS
exits 0 "inside salloc" slurm run true
ok "takes a step of it, with the options" test "$(grep -c -x -e --exact -e --partition=etl "$ORDERS.options")" -eq 2
ok "leaves nothing behind" test -z "$(ls "$TMP/shared/.slurm")"
exits 64 "called wrongly" scripts/on-slurm "$TMP/shared"
tap_end
