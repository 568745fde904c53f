/** Texts that a format may take for something else than text. */
export const HOSTILE_TEXTS: { readonly [name: string]: string } = {
  tags: '<w:p><w:r><w:t>injected</w:t></w:r></w:p>',
  'ends of tags': '</w:t></w:r><w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe "/><w:r><w:t>',
  'the end of a CDATA section': 'a ]]> b <![CDATA[ c ]]> d',
  entities: '&lt;b&gt; &amp;amp; &#x1; &#0; &nbsp; <!DOCTYPE a [<!ENTITY b "c">]> &b;',
  quotes: `" onload="x" ' '' \u201c\u201d`,
  'a field code': '{ INCLUDETEXT "https://evil.example/a.docx" }',
  'the name of a page field': 'CURRENT',
  'the name of a page count': 'TOTAL_PAGES',
  'the place of a list': '{default-bullet-numbering-0} {item-0}',
  'a formula': '=HYPERLINK("https://evil.example","click")',
  'a link': 'https://evil.example/?a=1&b=2 mailto:me@evil.example [a](javascript:alert(1))',
  'patterns of replacements': "$& $1 $` $' $$",
  'names of objects': '__proto__ constructor toString',
  'the name of a prototype': '__proto__',
  'long words': 'x'.repeat(3000),
  'many scripts': 'Zürich 東京 🏠 नमस्ते',
  'right to left': 'מבוא לרשתות (1) LAN',
}

/** Texts that XML cannot carry, with what is left of them. */
export const UNWRITABLE_TEXTS: { readonly [name: string]: readonly [text: string, left: string] } = {
  'control characters': ['a\u0000b\u0001c\u001fd', 'a\ufffdb\ufffdc\ufffdd'],
  'halves of surrogate pairs': ['a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
  'what is no character': ['a\ufffeb\uffffc', 'a\ufffdb\ufffdc'],
}
