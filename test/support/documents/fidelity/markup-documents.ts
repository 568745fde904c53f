/** Pages with marks of every kind. What a person sees of them is for a browser to say. */
export const PAGES: { readonly [what: string]: string } = {
  'marks in a line': `<p>Some <b>bold</b>, <i>italic <b>both</b></i>, <code>a[i]  = {1}</code>, <kbd>Ctrl</kbd>+<kbd>C</kbd>,
    H<sub>2</sub>O, m<sup>2</sup>, <del>old</del> <ins>new</ins>, <mark>marked</mark>, <small>small</small>, <u>u</u>, <s>s</s>,
    <span>un</span><span>broken</span>, <a href="#x">a <em>link</em></a>, <abbr title="no">abbr</abbr>, <cite>cite</cite>,
    wo<wbr>rd, soft&shy;hyphen, no&nbsp;break, &amp;lt; &copy; &#x1F3E0; &eacute; e&#x301;, line<br>break.</p>`,
  'special signs': `<p>m[2][3], [^abc], {n=1, 2}, \\sum_{i=1}^{n}, *a*, _b_, \`c\`, # 1. - + &gt; | ~ $5 $PATH %PDF- MZ &lt;b&gt; \\( x \\)</p>
    <p>Größe, naïve, “quoted”, ‘single’, 5–6, a—b, …, ½, 25 °C, 東京, नमस्ते, مرحبا بالعالم, שלום, 👩‍🔬.</p>`,
  structure: `<header>Header</header><h1>One</h1><p>Text</p>loose text<h2>Two <em>em</em></h2><div>a<div>b</div>c</div>
    <section><h3>Three</h3><p>In it.</p></section><aside><p>Aside.</p></aside><blockquote><p>Quoted.</p><footer>Who</footer></blockquote>
    <details open><summary>More</summary>Details.</details><address>Street 1</address><hr><pre>  if a:
      b()   # c &lt;d&gt;
</pre><figure><img src="x" alt=""><figcaption><b>Left:</b> a caption.</figcaption></figure><footer>Footer</footer>`,
  lists: `<ul>loose <b>text</b><li>a<ul><li>b</li><li><p>c</p><p>d</p></li></ul>e</li><p>f</p></ul><ol start="3"><li>g</li><li><pre>h
  i</pre></li></ol><menu><li>j</li></menu><dl>k<dt>l</dt><dt>m</dt><dd>n</dd><div><dt>o</dt><dd>p<ul><li>q</li></ul></dd></div></dl>`,
  tables: `<table><caption>Caption</caption><thead><tr><th colspan="2">A</th><th>B</th></tr></thead><tfoot><tr><td>Foot</td></tr></tfoot><tbody>
    <tr><td rowspan="2">c</td><td>d</td><td></td></tr><tr><td>e</td><td>f<br>g</td></tr><tr hidden><td>no</td></tr>
    <tr><td><p>h</p><ul><li>i</li></ul></td><td><table><tr><td>j</td></tr></table></td><td style="display:none">no</td></tr></tbody></table>`,
  'what is not shown': `<p>a</p><script>no()</script><style>no{}</style><template><p>no</p></template><p hidden>no</p>
    <p style="display: none">no</p><p style="visibility:hidden">no</p><!-- no --><noscript>no</noscript><datalist><option>no</datalist>
    <textarea>no</textarea><p>b<span style="display:none">no</span>c</p><svg width="1" height="1"><title>no</title></svg><p>d</p>`,
}

/** Documents in CommonMark with tables. What a person sees of them is for a browser to say. */
export const COMMON_MARKDOWN: { readonly [what: string]: string } = {
  'marks in a line': `Some **bold**, *italic **both***, ***all***, __b__, _i_, snake_case_word, 2*3*4, \`a[i]  = {1}\`, \`\` a\`b \`\`, [a *link*](x.md "t"),
<https://example.org/a_b>, [ref], [text][ref], [text][], a\\*b\\_c, \\[x\\], &amp; &copy; &#x1F3E0;, "quotes",
a hard  \nbreak and\\\nanother, <b>html</b>, <kbd>C</kbd>, a <!-- comment --> b.

[ref]: https://example.org "T"
[text]: <a b>
`,
  'special signs': `m[2][3], m\\[2\\]\\[3\\], [^abc], [^a-z][0-9], {n=1, 2}, x{a=b}, \\sum_{i=1}^{n} x_i, $5 and $10, 100{% of,
a[i](j), [a][b], ![, ](, **, __, * a, _b, 5 * 6 * 7, C:\\temp\\new, \\alpha, a < b > c, a|b, ~a~, ^b^, ==c==, :d:, @e, #f, 1) g.

Größe, naïve, “quoted”, 5–6, 東京, नमस्ते, مرحبا, שלום, 👩‍🔬.
`,
  structure: `# One #

Text
more text
===

Two **b**
---

### Three {not closed

> Quoted *q*
> > deeper
lazy

***

    indented **code**

\`\`\`js
fence [^1] {a} $x$ ::: note
\`\`\`

~~~
other \`\`\`
~~~

<div>html <b>block</b></div>

Last.
`,
  lists: `- a
- b
  - c

    d
  - \`\`\`
    code
    \`\`\`
+ e

1. f
2. g
   > h
3) i

* j

  k
`,
  tables: `| A | B *b* |
|:--|--:|
| c\\|d | \`e\` |
| f |
| | g [l](x) |

Text | not a table
`,
}

/** Documents in the dialects of Markdown, and what a person sees of them. */
export const DIALECTS: { readonly [what: string]: readonly [markdown: string, seen: string] } = {
  'Pandoc and Quarto': [
    `---
title: "Caf\\xe9"
my key: value
---

## Sums {#sec-sums .unnumbered}

The sum[^1] [is *written*]{.smallcaps} $\\sum_{i=1}^{n} i$[^url].

$$
a_1 * b * c
$$ {#eq-a}

::: {.callout-note title="x"}
Run \`f(x)\`{.r}, see [there](#sec-sums){.btn}.
:::

[^1]: Word
[^url]: https://example.org/a_b
`,
    'Sums The sum is written $\\sum_{i=1}^{n} i$. $$a_1 * b * c$$ Run f(x), see there. Word https://example.org/a_b',
  ],
  'kramdown and Liquid': [
    `{% include nav.html %}
# Loops
{: .no_toc}

> ## Key points
> - \`a[i][j]\` and m[2][3]{: .x}
{: .keypoints}

*Done*{: .small}, {n=1, 2}.
`,
    'Loops Key points a[i][j] and m[2][3]{: .x} Done, {n=1, 2}.',
  ],
  'MyST and MkDocs': [
    `- \`\`\`js
  f[^1]
  \`\`\`

:::{note} Mind
Use \\(a_1 \\cdot b_1\\).
:::

!!! custom "Its title"
    Text **b**

    \`\`\`
    !!! note
    \`\`\`

\`\`\`{tip}
Inside *it*.
\`\`\`

\`\`\`math
x_1
\`\`\`
`,
    'f[^1] Mind Use \\(a_1 \\cdot b_1\\). Its title Text b !!! note Inside it. $$x_1$$',
  ],
}

/** Plain text, and what a person reads of it: everything but bullets, numbers and underlines. */
export const TEXTS: { readonly [what: string]: readonly [text: string, seen: string] } = {
  'paragraphs and headings': [
    'BREAD\n=====\n\nAll about m[2][3], [^abc],\n*not bold*, {n=1} and $x_1$.\n\n1.2 Kinds\n\n  Rye\tand oat.\n\nLeft: the oven',
    'BREAD All about m[2][3], [^abc], *not bold*, {n=1} and $x_1$. 1.2 Kinds Rye and oat. Left: the oven',
  ],
  lists: [
    'You need:\n- flour\n  (rye)\n• water\n\n1. Mix.\n2) Wait.\n\n3. Bake.',
    'You need: flour (rye) water Mix. Wait. Bake.',
  ],
  code: ['Run:\n\n    if a:\n        b()  # c\n\nDone.', 'Run: if a: b() # c Done.'],
}
