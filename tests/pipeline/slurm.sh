#!/bin/sh
# ENGINE=slurm on a Slurm of two nodes, both on this machine, gives the same
# bytes.  NODE_LOSS=1 also kills a node on the way, which takes a minute more.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || [ "$(id -u)" -ne 0 ]; then
	skip "ENGINE=slurm" "needs slurmctld, slurmd and root"
	tap_end
fi
dir=$TMP/controller
mkdir -p "$dir/state" "$dir/spool"
base=$((20000 + $$ % 20000))
cat >"$dir/slurm.conf" <<EOF
ClusterName=test
SlurmctldHost=$(uname -n)(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/ctld.pid
SlurmdPidFile=$dir/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=15
NodeName=n[1-2] NodeHostname=$(uname -n) NodeAddr=127.0.0.1 Port=[$((base + 1))-$((base + 2))] CPUs=4
PartitionName=etl Nodes=ALL Default=YES MaxTime=INFINITE
EOF
SLURM_CONF=$dir/slurm.conf; export SLURM_CONF
setsid slurmctld -D -c -f "$SLURM_CONF" >"$dir/ctld.log" 2>&1 & ctld=$!
setsid slurmd -D -N n1 -f "$SLURM_CONF" >"$dir/n1.log" 2>&1 & n1=$!
setsid slurmd -D -N n2 -f "$SLURM_CONF" >"$dir/n2.log" 2>&1 & n2=$!
trap 'kill $ctld $n1 $n2 2>/dev/null; wait' EXIT
if ! within 20 sh -c 'test "$(sinfo -h -o %t | sort -u)" = idle'; then
	skip "ENGINE=slurm" "Slurm does not start here"
	tap_end
fi
gen "$TMP/raw" 300
runs "here" here SHARD_FILES=40
runs "on Slurm" slurm SHARD_FILES=40 ENGINE=slurm -j4
ok "gives the same bytes" same_release "$TMP/here" "$TMP/slurm"
ok "in jobs" grep -q '^scripts/on-slurm .*/bin/read' "$TMP/slurm.log"
exits 7 "a job's status comes back" scripts/on-slurm "$TMP" sh -c 'exit 7'
if [ -n "${NODE_LOSS:-}" ]; then
	echo 'echo $$ $PPID >"$1.pids"; sleep 45; echo done >"$1"' >"$TMP/job.sh"
	scripts/on-slurm "$TMP" sh "$TMP/job.sh" "$TMP/result" >"$TMP/loss.log" 2>&1 & job=$!
	within 20 test -s "$TMP/result.pids"
	case $(squeue -h -o %N) in *n1*) lost=$n1 ;; *) lost=$n2 ;; esac
	# The node's daemon and the step first, or they would tell of the job's death.
	step=$(ps -o ppid= -p "$(sed 's/.* //' "$TMP/result.pids")")
	# shellcheck disable=SC2046,SC2086
	kill -9 "$lost" $step $(cat "$TMP/result.pids")
	wait $job
	ok "a lost node costs a second try" test $? -eq 0 -a -s "$TMP/result"
	ok "and is told" grep -q 'lost: try 1 of 3' "$TMP/loss.log"
	cat "$TMP/loss.log"
fi
tap_end
