/** Colours, type and the plain elements. Contrast is 4.5 to 1 or more in both schemes. */
export const BASE = `:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1d242c; --quiet: #55606c; --line: #d8dde3; --soft: #f4f6f8; --accent: #1d5a8c;
  --good: #1b6b3a; --warn: #8a5300; --bad: #a3271f; --mark: #fff0b3; --mark-ink: #1d242c; --target: #ffd54a;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, "Liberation Serif", serif;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e3e7eb; --quiet: #a5afba; --line: #343c45; --soft: #1d232a; --accent: #8fc1ee;
    --good: #7fce9c; --warn: #f0bb6b; --bad: #f5a097; --mark: #4f4415; --mark-ink: #fff3c4; --target: #7a6410;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; }
h1 { font-size: clamp(2rem, 1.4rem + 2.6vw, 3.25rem); margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.75rem; margin: 0 0 1rem; }
h3 { font-size: 1.3rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
h5 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, dl { margin: 0 0 1rem; }
p, li, dd, blockquote { max-width: 70ch; }
ul, ol { padding-left: 1.5rem; }
li { margin-bottom: .3rem; }
dd { margin: 0; }
blockquote { margin: 0 0 .5rem; }
small { font-size: .875rem; }
a { color: var(--accent); text-decoration: underline 1px color-mix(in srgb, currentColor 45%, transparent); text-underline-offset: .18em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; font-size: .9375rem; line-height: 1.4; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .8125rem; color: var(--quiet); border-bottom-color: var(--quiet); vertical-align: bottom; overflow-wrap: normal; }
tbody th { font-weight: 400; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.total > * { font-weight: 600; border-bottom: 0; }
`
