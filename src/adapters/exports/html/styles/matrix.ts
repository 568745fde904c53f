/** The alignment matrix. */
export const MATRIX = `.matrix { display: block; max-width: none; height: auto; font-family: var(--sans); unicode-bidi: isolate; }
.matrix text { fill: var(--ink); font-size: 12.5px; unicode-bidi: isolate; }
.matrix .group { font-weight: 600; font-size: 11.5px; }
.matrix .head, .matrix .level, .matrix .code { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
.matrix .code { font-size: 12.5px; }
.matrix .gap { fill: var(--bad); font-weight: 600; }
.matrix line { stroke: var(--line); }
.matrix .rung, .matrix .lesson-mark { fill: var(--accent); }
.matrix .rest { fill: var(--line); }
.matrix .assessment { fill: var(--ink); stroke: var(--ink); stroke-width: 1.5px; }
.matrix .formative { fill: var(--paper); }
.matrix .question { fill: none; stroke: var(--good); stroke-width: 1.75px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; max-width: none; }
.legend span { display: inline-flex; align-items: center; gap: .4rem; }
.key { display: inline-block; }
@media (min-width: 64rem) { .matrix { max-width: 100%; } }
`
