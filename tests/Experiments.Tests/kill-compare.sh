#!/usr/bin/env bash
# Kills a comparison of four contenders with three seeds with -9 in the middle, goes on, and holds its table against one that never stopped.
#   tests/Experiments.Tests/kill-compare.sh [kills] [jobs]
set -uo pipefail
cd "$(dirname "$0")/../.."
kills=${1:-3} jobs=${2:-1}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
small="--seeds 3 --steps 40 --set Experiment.ValidateEvery=10 --set Experiment.BatchTokens=512 --set Encoder.Width=32 --set Encoder.Layers=1 \
    --set Decoder.Layers=1 --set Decoder.MaximumLength=12 --set Tokenizer.Vocabulary=600 --set Split.Validation=0.002 --set Split.Test=0.004"

dotnet build experiments/translation.cs -v q -clp:ErrorsOnly || exit 1
program=$(dotnet build experiments/translation.cs -getProperty:TargetPath)
measured() { cat "$out"/killed/*/seed-*/metrics.jsonl 2>/dev/null | wc -l; }
done_runs() { ls "$out"/killed/*/seed-*/outcome.json 2>/dev/null | wc -l; }
# All but the last four columns, which clock and system measure.
table() { rev "$out/$1/compare.csv" | cut -d, -f5- | rev; }

dotnet "$program" compare --out "$out/whole" --jobs "$jobs" $small >>"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
[ "$(find "$out/whole" -name outcome.json | wc -l)" = 12 ] || { echo "expected twelve runs"; exit 1; }
dotnet "$program" compare --out "$out/killed" --jobs "$jobs" $small >>"$out/log" 2>&1 &
victim=$!
for kill in $(seq "$kills"); do
    before=$(measured)
    # Some runs on, and then into training by a random piece of a second.
    for _ in $(seq 2400); do [ "$(measured)" -ge $((before + 70)) ] && break; sleep 0.05; done
    sleep "$(awk -v seed="$RANDOM" 'BEGIN { print seed / 32768 }')"
    kill -9 "$victim" 2>/dev/null || { echo "the comparison ended before kill $kill"; exit 1; }
    wait "$victim" 2>/dev/null
    echo "kill $kill with $(done_runs) of 12 runs done and $(measured) measurements"
    dotnet "$program" compare --resume "$out/killed" >>"$out/log" 2>&1 &
    victim=$!
done
wait "$victim" || { cat "$out/log"; exit 1; }

diff <(table whole) <(table killed) || exit 1
for run in "$out"/whole/*/seed-*; do
    cmp "$run/checkpoints/last/model.safetensors" "$out/killed${run#"$out/whole"}/checkpoints/last/model.safetensors" || exit 1
done
echo "after $kills kills the table of $(table killed | wc -l) lines and the weights of 12 runs are those of the comparison that never stopped"
