namespace Hpa.Actors.Reports;

/// <summary>The page's style sheet: the reader's fonts, light and dark after the reader's system, nothing loaded.</summary>
internal static class ReportStyle
{
    public static string Css { get; } = $$"""

        :root { color-scheme: light dark; {{Variables(tint => tint.Light)}} --ground: #f6f8fa; --soft: #eef2f6; --warn: #fff1e3; --warn-ink: #6b3205; --good: #0b6b4b; }
        @media (prefers-color-scheme: dark) {
          :root { {{Variables(tint => tint.Dark)}} --ground: #0f1318; --soft: #222a33; --warn: #3a2410; --warn-ink: #ffd9b5; --good: #5fd3a5; }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
        main { max-width: 66rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        .kicker { margin: 0; color: var(--muted); font-size: .9rem; }
        h1 { margin: .1rem 0 1rem; font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.15; letter-spacing: -.02em; overflow-wrap: anywhere; }
        h2 { margin: 3.25rem 0 .9rem; font-size: 1.4rem; letter-spacing: -.01em; }
        h3 { margin: 1.75rem 0 .5rem; font-size: 1.05rem; }
        .lead { max-width: 46rem; font-size: 1.15rem; }
        .banner { margin: 0 0 1.25rem; padding: .85rem 1.1rem; border-left: .35rem solid var(--second); border-radius: .35rem; background: var(--warn); color: var(--warn-ink); }
        .banner.quiet { border-color: var(--quiet); background: var(--soft); color: var(--ink); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
        .tiles div { padding: .8rem 1rem; border: 1px solid var(--rule); border-radius: .6rem; background: var(--paper); }
        .tiles dt { color: var(--muted); font-size: .85rem; }
        .tiles dd { margin: 0; font-size: 1.55rem; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
        .tiles .first dd { color: var(--accent); }
        figure { margin: 0 0 1.25rem; border: 1px solid var(--rule); border-radius: .6rem; background: var(--paper); }
        .drawing { overflow-x: auto; padding: .5rem .5rem 0; }
        .drawing svg { display: block; height: auto; max-width: 100%; }
        figcaption { padding: .4rem 1.4rem 1.1rem; color: var(--muted); font-size: .92rem; }
        .scroll { overflow-x: auto; margin: 0 0 1.25rem; border: 1px solid var(--rule); border-radius: .6rem; background: var(--paper); }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; }
        caption { padding: .8rem 1rem .3rem; color: var(--muted); text-align: left; }
        th, td { padding: .45rem .7rem; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; }
        th:first-child, td:first-child { padding-left: 1rem; }
        thead td { border-top: 0; }
        .group { border-left: 1px solid var(--rule); }
        .line { white-space: nowrap; }
        thead th { border-top: 0; color: var(--muted); font-weight: 600; font-size: .82rem; vertical-align: bottom; }
        tbody th { font-weight: 500; }
        tbody th { white-space: nowrap; }
        tbody th.wide { min-width: 15rem; white-space: normal; }
        .wide .side { color: var(--muted); }
        thead th[scope=colgroup] { padding-bottom: 0; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .strong { font-weight: 650; }
        tr.best { background: var(--soft); box-shadow: inset .25rem 0 0 var(--accent); }
        .side { display: block; font-size: .84em; font-weight: 400; color: inherit; }
        thead .side { color: var(--muted); }
        .rows { padding-top: .8rem; color: var(--muted); font-weight: 600; font-size: .82rem; }
        .heat { table-layout: fixed; min-width: 38rem; }
        .heat thead th:first-child { width: 11rem; }
        .fit { width: fit-content; max-width: 100%; }
        .fit .heat { table-layout: auto; min-width: 27rem; }
        .heat .cell { border-left: 2px solid var(--paper); font-variant-numeric: tabular-nums; background: color-mix(in srgb, var(--accent) calc(var(--level) * {{(int)(100 * PhaseTwo.StrongestTint)}}%), var(--paper)); }
        .heat .none { background: none; color: var(--muted); }
        .heat .top { outline: 2px solid var(--accent); outline-offset: -2px; }
        .score { font-size: 1.12em; font-weight: 650; }
        .star { font-size: .84em; font-weight: 600; }
        .notes { margin: 0 0 1.25rem; color: var(--muted); font-size: .88rem; }
        .notes p { margin: 0 0 .4rem; }
        sup { font-size: .75em; line-height: 0; }
        .path { overflow-wrap: anywhere; min-width: 9rem; white-space: normal; }
        details { margin: 0 0 1.25rem; }
        summary { cursor: pointer; margin-bottom: .7rem; color: var(--accent); font-weight: 500; }
        code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; }
        pre { margin: 0 0 1rem; padding: .9rem 1.1rem; overflow-x: auto; border: 1px solid var(--rule); border-radius: .6rem; background: var(--soft); }
        .chip { display: inline-block; margin: .1rem 0; padding: .1rem .5rem; border-radius: .35rem; background: var(--soft); }
        .hash { overflow-wrap: anywhere; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2.5rem; }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0 0 1.5rem; align-content: start; }
        .facts dt { color: var(--muted); }
        .facts dd { margin: 0; font-variant-numeric: tabular-nums; }
        .samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
        .samples li { padding: .75rem; border: 1px solid var(--rule); border-radius: .6rem; background: var(--paper); font-size: .9rem; }
        .samples img { display: block; width: 100%; border-radius: .35rem; background: #000; }
        .samples p { margin: .35rem 0 0; }
        .samples .id { font-weight: 600; overflow-wrap: anywhere; }
        .label { display: block; color: var(--muted); font-size: .8rem; }
        .right { display: block; color: var(--good); font-weight: 600; }
        .wrong { color: var(--second); font-weight: 600; }
        .samples .wrong { display: block; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        @media print { body { background: #fff; } figure, .scroll, section h2 { break-inside: avoid; break-after: auto; } }

        """;

    private static string Variables(Func<Tint, string> value) => string.Join(' ', Tint.All.Select(tint => $"--{tint.Name}: {value(tint)};"));
}
