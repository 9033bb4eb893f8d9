namespace Heed.Host;

/// <summary>How the report looks: the system's own type, few colours, light or dark as the reader's system is.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root {
          color-scheme: light dark;
          --page: #f7f7f5; --card: #fff; --ink: #1c1d1f; --soft: #63666b; --line: #e3e3df; --accent: #2559c4;
          --s0: #2559c4; --s1: #c2541a; --s2: #0b7d66; --s3: #8a3fb0; --s4: #9a6b00; --s5: #b52a5b;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131416; --card: #1b1d20; --ink: #e7e8ea; --soft: #9a9ea5; --line: #2d3035; --accent: #7fa7ff;
            --s0: #7fa7ff; --s1: #f0925a; --s2: #4cc6a8; --s3: #c990ea; --s4: #dcb04a; --s5: #f07fa5;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        header, main, nav { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 3rem; }
        h1 { font-size: clamp(1.9rem, 5vw, 2.6rem); line-height: 1.15; letter-spacing: -.02em; margin: .2rem 0 .6rem;
          overflow-wrap: anywhere; }
        h2 { font-size: 1.35rem; letter-spacing: -.01em; margin: 0 0 1rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .6rem; }
        .card > h3 { margin-top: 0; }
        section { padding-top: 3.5rem; scroll-margin-top: 1rem; }
        main { padding-bottom: 5rem; }
        p { margin: 0 0 .8rem; max-width: 46rem; overflow-wrap: anywhere; }
        .brand { color: var(--soft); font-size: .85rem; margin: 0; }
        .brand + .card { margin-top: .9rem; }
        .lead { font-size: 1.08rem; color: var(--soft); }
        .figures { display: flex; flex-wrap: wrap; gap: 1.1rem 2.8rem; margin: 1.8rem 0 1.6rem; }
        .figures dt { color: var(--soft); font-size: .8rem; }
        .figures dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        td a { color: var(--accent); }
        nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-size: .92rem; }
        nav a { color: var(--accent); text-decoration: none; padding: .3rem 0; }
        nav a:hover { text-decoration: underline; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.15rem; margin: 0 0 1rem; }
        .card > :last-child { margin-bottom: 0; }
        .scroll { overflow-x: auto; }
        .note { color: var(--soft); font-size: .86rem; }
        .card > .note { margin: .7rem 0 0; }
        .num, .mono, code { font-variant-numeric: tabular-nums; }
        .mono, code, pre { font-family: var(--mono); font-size: .84em; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; } pre code { font-size: .95em; user-select: all; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: start; font-weight: 400; padding: .42rem 1.1rem .42rem 0; border-bottom: 1px solid var(--line);
          vertical-align: baseline; }
        th:last-child, td:last-child { padding-inline-end: 0; }
        tr:last-child > * { border-bottom: 0; }
        th[scope=col] { color: var(--soft); font-size: .82rem; white-space: nowrap; }
        th.num, td.num { text-align: end; white-space: nowrap; }
        .nowrap { white-space: nowrap; }
        .results { font-size: 1rem; } .results th[scope=col] { white-space: normal; vertical-align: bottom; }
        .results th.num { width: 7.5rem; } .results tbody:not(:last-child) tr:last-child > * { border-bottom: 1px solid var(--line); }
        .results .group th { font-weight: 600; padding-top: .9rem; border: 0; }
        .results th[scope=row] { color: var(--soft); }
        .confusion { width: auto; font-size: .8rem; } .confusion th, .confusion td { padding: .2rem .4rem; }
        .confusion td[style] { min-width: 2.4rem; background: color-mix(in srgb, var(--accent) var(--share), transparent); }
        .confusion .own { outline: 1px solid var(--accent); outline-offset: -1px; }
        .confusion th[scope=col] span { writing-mode: vertical-rl; transform: rotate(180deg); }
        .results thead th:first-child { color: var(--ink); font-weight: 600; }
        .facts th[scope=row] { color: var(--soft); width: 11rem; } .facts td { overflow-wrap: anywhere; }
        .paper { max-height: 24rem; overflow-y: auto; }
        .total > * { font-weight: 600; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        summary { cursor: pointer; color: var(--soft); font-size: .86rem; padding: .35rem 0; }
        summary:hover { color: var(--ink); }
        .card > details > summary, details.card > summary { font-size: .95rem; }
        a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
        .sample { display: grid; grid-template-columns: 8.5rem 1fr; gap: .35rem 1rem; }
        .sample:not(.card) { margin: 0 0 .8rem; }
        .sample dt { color: var(--soft); font-size: .86rem; padding-top: .1rem; }
        .sample dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: plaintext; white-space: pre-line; }
        .sample .output { font-weight: 600; }
        .tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .76rem; color: var(--soft);
          white-space: nowrap; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1rem; }
        .chart { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 0; padding: 1rem 1.15rem .6rem;
          min-width: 0; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .25rem 0 0; padding: 0; font-size: .86rem; }
        .legend i { display: inline-block; width: .9rem; height: .2rem; border-radius: .1rem; margin-inline-end: .45rem;
          vertical-align: middle; background: var(--c); }
        .legend .num { color: var(--soft); }
        .s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); } .s4 { --c: var(--s4); }
        .s5 { --c: var(--s5); }
        .plot { position: relative; height: 13rem; margin: 1.1rem .6rem 1.9rem 3.1rem; }
        .plot svg { position: absolute; width: 100%; height: 100%; overflow: visible; }
        .plot path { fill: none; vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .line { stroke: var(--c); stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
        .dot { stroke: var(--c); stroke-width: 7; stroke-linecap: round; stroke-opacity: .55; } .arm { stroke: var(--c); stroke-width: 1.6; }
        .frontier { stroke: var(--soft); fill: none; }
        .level { stroke: var(--soft); stroke-dasharray: 4 4; }
        .plot .at { right: 0; transform: translateY(-115%); }
        .plot span { position: absolute; color: var(--soft); font-size: .74rem; line-height: 1; font-variant-numeric: tabular-nums;
          white-space: nowrap; }
        .plot .y { right: calc(100% + .55rem); transform: translateY(-50%); }
        .plot .x { top: calc(100% + .55rem); transform: translateX(-50%); }
        .picture { width: 5.6rem; image-rendering: pixelated; vertical-align: middle; border-radius: .35rem; }
        .heads { display: flex; flex-wrap: wrap; gap: 1rem 1.6rem; padding: .4rem 0; }
        .head { margin: 0; max-width: 100%; }
        .head figcaption { font-size: .86rem; color: var(--soft); }
        .map { display: block; font: 11px var(--mono); fill: var(--ink); }
        .map .q { text-anchor: end; }
        .map g { fill: var(--accent); } .map .ground { fill: var(--ink); fill-opacity: .045; }
        .long { max-height: min(80vh, 44rem); overflow: auto; }
        .frame { display: grid; grid-template-columns: max-content max-content; grid-template-rows: max-content max-content; width: max-content;
          font: 11px/1 var(--mono); }
        .keys, .queries { background: var(--card); position: sticky; display: flex; }
        .keys { grid-area: 1 / 2; top: 0; align-items: end; z-index: 1; } .queries { grid-area: 2 / 1; left: 0; flex-direction: column; }
        .frame::before { content: ""; grid-area: 1 / 1; position: sticky; top: 0; left: 0; background: var(--card); z-index: 2; }
        .frame .map { grid-area: 2 / 2; } .frame span { white-space: nowrap; }
        .keys span { writing-mode: vertical-rl; transform: rotate(180deg); width: var(--cell); line-height: var(--cell); padding-top: 4px; }
        .queries span { height: var(--cell); line-height: var(--cell); text-align: end; padding-inline-end: 6px; }
        .tokens { line-height: 2; } .tokens span { padding: .15rem 0; border-radius: .2rem; white-space: pre-wrap;
          background: color-mix(in srgb, var(--accent) var(--share), transparent); }
        .work .alone { background: color-mix(in srgb, var(--accent) 32%, transparent); }
        .work .mixed { background: color-mix(in srgb, var(--accent) 14%, transparent); }
        .work .joined { background: color-mix(in srgb, var(--c) 20%, transparent); border-bottom: 2px solid var(--c); }
        .work .skipped { background: none; color: var(--soft); text-decoration: line-through; } .work sub { font-size: .65em; line-height: 0; color: var(--soft); }
        #tip { position: fixed; z-index: 2; pointer-events: none; background: var(--ink); color: var(--page); border-radius: .35rem;
          padding: .3rem .6rem; font-size: .8rem; line-height: 1.45; white-space: pre; font-variant-numeric: tabular-nums; }
        @media (max-width: 40rem) {
          header { padding-top: 2rem; } section { padding-top: 2.6rem; }
          .sample { grid-template-columns: 1fr; gap: 0; } .sample dd { margin-bottom: .55rem; }
          .figures { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem 1rem; }
          .facts th[scope=row] { width: 7rem; } .results { font-size: .92rem; } .results th.num { width: auto; } th, td { padding-inline-end: .7rem; }
        }
        @media print { body { background: none; } nav, #tip { display: none; } .card, .chart, .head { break-inside: avoid; } }
        """;
}
