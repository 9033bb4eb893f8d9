#!/bin/sh
# Retakes the gallery's screenshots from a run that was evaluated.
#   experiments/gallery/retake.sh RUN [TEXT]
# RUN is the folder of a run of translation.cs; TEXT is what is explained. Needs Chromium (CHROMIUM names it); ImageMagick, where it is
# there, makes the pictures smaller. Pages show RUN as it is given: give it as you would have readers see it.
set -e
run=$1
text=${2:-Opens the Format Cells dialog, where you specify the options for the selected cells.}
here=$(dirname "$(realpath "$0")")
experiment=$here/../translation.cs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shoot PAGE PICTURE WIDTH HEIGHT SCHEME: scheme 0 is dark, 1 is light.
shoot() {
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --blink-settings="preferredColorScheme=$5" \
        --window-size="$3,$4" --screenshot="$work/shot.png" "file://$1" >/dev/null 2>&1
    convert "$work/shot.png" -colors 96 "png8:$here/$2" 2>/dev/null || cp "$work/shot.png" "$here/$2"
    ls -l "$here/$2"
}

dotnet run "$experiment" explain --out "$run" --task ToFrench --to "$work/explained" "$text"
{
    echo '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;background:#131416;color:#e7e8ea"><pre style="font:13px/1.35 DejaVu Sans Mono,monospace;padding:1rem">'
    printf '<b>$ dotnet run experiments/translation.cs plan</b>\n'
    # A terminal of 112 columns, without its colours.
    script -qec "stty cols 112; dotnet run '$experiment' plan" /dev/null | tr -d '\r' | sed 's/\x1b\(\[[0-9;?]*[a-zA-Z]\|[=>]\)//g; s/&/\&amp;/g; s/</\&lt;/g' | head -n 46
    echo '</pre>'
} > "$work/terminal.html"

shoot "$(realpath "$run")/report.html" report-desk.png 1280 1500 1
shoot "$(realpath "$run")/report.html" report-phone.png 390 1700 0
shoot "$work/explained/explain.html" explain.png 1280 1500 1
shoot "$work/terminal.html" terminal.png 1000 900 0
