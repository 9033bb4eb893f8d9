#!/usr/bin/env bash
# Trains on a disk that fills up, and expects one message that names a file, exit code 2, and checkpoints that are whole or not there.
#   tests/Experiments.Tests/full-disk.sh
set -uo pipefail
cd "$(dirname "$0")/../.."
small="--steps 60 --set Experiment.ValidateEvery=10 --set Experiment.BatchTokens=1024 --set Encoder.Width=32 --set Encoder.Layers=1 \
    --set Decoder.Layers=1 --set Decoder.MaximumLength=24 --set Tokenizer.Vocabulary=600 --set Split.Validation=0.002"

# A disk of our own needs a mount namespace of our own.
[ "${1:-}" = inside ] || exec unshare --map-root-user --mount "$0" inside
disk=$(mktemp -d)
dotnet build experiments/translation.cs -v q -clp:ErrorsOnly || exit 1
program=$(dotnet build experiments/translation.cs -getProperty:TargetPath)
failed=0
for size in 8k 40k 100k 400k 900k 1800k 2600k; do
    mount -t tmpfs -o "size=$size" tmpfs "$disk" || exit 1
    error=$(dotnet "$program" train --out "$disk/run" $small 2>&1 >/dev/null)
    code=$?
    echo "$size: exit $code: $error"
    [ "$code" = 2 ] && [ "$(wc -l <<<"$error")" = 1 ] && [[ "$error" == *"$disk"* ]] || failed=1
    if [ -e "$disk/run/checkpoints/last" ]; then
        (dotnet "$program" predict --out "$disk/run" --task ToFrench "Open the file." >/dev/null 2>&1) || { echo "  its checkpoint is not whole"; failed=1; }
    fi
    umount "$disk"
done
rmdir "$disk"
exit "$failed"
