#!/usr/bin/env bash
# Makes a bundle and runs it on a machine without .NET: a root of its own that holds the system's libraries, the unpacked bundle, and
# libtorch as a PyTorch installation has it, but neither an SDK nor packages.
#   tests/Experiments.Tests/bundle.sh
set -uo pipefail
cd "$(dirname "$0")/../.."
small="--steps 2 --set Experiment.BatchTokens=1024 --set Encoder.Width=32 --set Encoder.Layers=1 --set Decoder.Layers=1 \
    --set Decoder.MaximumLength=24 --set Tokenizer.Vocabulary=600 --set Split.Validation=0.002 --set Split.Test=0.002"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: *//')
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
failed=0

expect() { # what, condition...
    local what=$1
    shift
    if "$@"; then echo "ok: $what"; else echo "NOT SO: $what"; failed=1; fi
}

lay_out() { # the other machine, where HEED_LIBTORCH will be /python/torch/lib
    mkdir -p "$root"/{usr,proc,dev,tmp,home,python/torch/lib}
    cp -P /bin /lib /lib64 "$root"
    cp --link "$packages"/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native/*.so* "$root/python/torch/lib" 2>/dev/null ||
        cp "$packages"/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native/*.so* "$root/python/torch/lib" || exit 1
    echo "__version__ = '2.10.0+cpu'" >"$root/python/torch/version.py"
    mkdir -p "$root/python/other/torch/lib"
    touch "$root/python/other/torch/lib/libtorch_cpu.so"
    echo "__version__ = '2.7.1+cu126'" >"$root/python/other/torch/version.py"
}

if [ -L /bin ] && [ -L /lib ] && [ -L /lib64 ] && unshare --map-root-user --mount true; then
    there() { # a command on the other machine, with NAME=value before it
        unshare --map-root-user --mount bash -euc '
            root=$1 sdk=$2
            shift 2
            for folder in usr proc dev; do mount --rbind "/$folder" "$root/$folder"; done
            [ ! -d "$root$sdk" ] || mount -t tmpfs tmpfs "$root$sdk"
            exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home "$@"' there "$root" "$sdk" "$@"
    }
    lay_out
    expect "there is no .NET there, and no package folder" \
        there bash -c '! command -v dotnet && [ ! -e "$1/dotnet" ] && [ ! -e "$2" ]' bash "$sdk" "$packages"
    at=""
else
    echo "NOT HIDDEN: this machine gives no root of one's own, so the SDK is only off the PATH, and packages away from HOME"
    there() { env -i PATH=/usr/bin:/bin HOME="$root/home" "$@"; }
    lay_out
    at=$root
fi

dotnet run experiments/translation.cs bundle --out "$root/translation.tar.gz" || exit 1
size=$(stat -c %s "$root/translation.tar.gz")
expect "the archive has under 60 MB: $size bytes" [ "$size" -lt 60000000 ]
expect "everybody may read it all, and start the program alone" \
    [ "$(tar tvzf "$root/translation.tar.gz" | awk '$1 != "-rw-r--r--" { print $1, $NF }')" = "-rwxr-xr-x translation/translation" ]
tar xzf "$root/translation.tar.gz" -C "$root/home" || exit 1
program=$at/home/translation/translation run=$at/home/run

there HEED_LIBTORCH="$at/python/torch/lib" "$program" $small --out "$run" >"$root/log" 2>&1
expect "it trains, evaluates and reports" [ $? = 0 ]
first=$(head -n 1 "$root/log")
expect "it says first: $first" [ "$first" = "libtorch 2.10.0+cpu from HEED_LIBTORCH, $at/python/torch/lib" ]
for file in checkpoints/best/model.safetensors report.html code/Translation.Model.g.cs; do
    expect "$file is there" [ -s "$root/home/run/$file" ]
done
expect "the run was told what repeats it" grep -q "\"command\": \".*translation/translation --set" "$root/home/run/config.json"
answer=$(there HEED_LIBTORCH="$at/python" "$program" predict --out "$run" --task ToFrench "Open the file." 2>"$root/predict")
expect "it answers from its checkpoint" [ "$? $(wc -l <<<"$answer")" = "0 1" ]
error=$(there "$program" plan 2>&1)
expect "without libtorch it says what to set: $error" [ "$? ${error/*HEED_LIBTORCH to the torch\/lib*/}" = "2 " ]
error=$(there HEED_LIBTORCH="$at/python/other" "$program" plan 2>&1)
expect "another version is named and refused: $error" [ "$? ${error/*holds libtorch 2.7.1+cu126; expected 2.10*/}" = "2 " ]
there "$program" help >"$root/help"
expect "help needs no libtorch" [ "$?" = 0 ]
[ "$failed" = 0 ] || cat "$root/log" "$root/predict"
exit "$failed"
