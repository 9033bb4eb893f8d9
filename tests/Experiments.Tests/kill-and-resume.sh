#!/usr/bin/env bash
# Kills a run with -9 at ten random moments, goes on each time, and compares its weights with a run that never stopped.
#   tests/Experiments.Tests/kill-and-resume.sh [kills] [options of train, such as --set ToFrench.Window=5000 --set ToEnglish.Window=5000]
set -uo pipefail
cd "$(dirname "$0")/../.."
kills=${1:-10}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# Wide enough for bfloat16, where the machine has it.
small="--steps 150 --set Experiment.ValidateEvery=10 --set Experiment.BatchTokens=1024 --set Encoder.Width=128 --set Encoder.Layers=1 \
    --set Decoder.Layers=1 --set Decoder.MaximumLength=24 --set Tokenizer.Vocabulary=600 --set Split.Validation=0.002 --set Split.Test=0.005 ${*:2}"

dotnet build experiments/translation.cs -v q -clp:ErrorsOnly || exit 1
program=$(dotnet build experiments/translation.cs -getProperty:TargetPath)
steps() { if [ -f "$out/killed/metrics.jsonl" ]; then wc -l <"$out/killed/metrics.jsonl"; else echo 0; fi; }
run() { dotnet "$program" train "$@" >>"$out/log" 2>&1; }

run --out "$out/whole" $small || { cat "$out/log"; exit 1; }
dotnet "$program" train --out "$out/killed" $small >>"$out/log" 2>&1 &
victim=$!
for kill in $(seq "$kills"); do
    before=$(steps)
    # Into training, and then on by a random piece of a few steps.
    for _ in $(seq 600); do [ "$(steps)" -gt "$before" ] && break; sleep 0.05; done
    sleep "$(awk -v seed="$RANDOM" 'BEGIN { print seed / 32768 }')"
    kill -9 "$victim" 2>/dev/null || { echo "the run ended before kill $kill"; exit 1; }
    wait "$victim" 2>/dev/null
    echo "kill $kill at $(tail -n 1 "$out/killed/metrics.jsonl" | grep -o '"step":[0-9]*')"
    dotnet "$program" train --resume "$out/killed" >>"$out/log" 2>&1 &
    victim=$!
done
wait "$victim" || { cat "$out/log"; exit 1; }

for file in model.safetensors optimizer.safetensors; do
    cmp "$out/whole/checkpoints/last/$file" "$out/killed/checkpoints/last/$file" || exit 1
done
[ "$(wc -l <"$out/whole/metrics.jsonl")" = "$(wc -l <"$out/killed/metrics.jsonl")" ] || { echo "metrics differ in length"; exit 1; }
echo "after $kills kills the weights and the optimizer's state are those of the run that never stopped, bit for bit"
