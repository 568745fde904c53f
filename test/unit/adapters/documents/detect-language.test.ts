import { expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'

const read = (content: string, name = 'a.md') =>
  readDocument({ name, bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)

it.each([
  ['en', 'The dough is left to rest, and the oven is heated for an hour. That is all it takes to bake a loaf.'],
  ['de', 'Der Teig ruht, und der Ofen wird eine Stunde geheizt. Das ist nicht schwer, wenn man es mit Geduld tut.'],
  ['fr', 'Le four est chaud et les miettes sont dans une boîte. Les pains sont pour qui veut, avec du beurre salé.'],
  [
    'es',
    'La masa reposa una hora y el horno se calienta. No es difícil hacer pan si uno tiene paciencia y buena harina.',
  ],
  [
    'it',
    'La pasta riposa per un’ora e il forno si scalda. Non è difficile fare il pane se si ha pazienza e farina buona.',
  ],
  ['ja', 'パンを焼くには時間がかかります。生地を一時間休ませてから、オーブンに入れます。'],
  ['zh', '面包需要时间。面团要休息一个小时,然后放进烤箱里烤。好的面粉和耐心就够了。'],
  ['ar', 'الخبز يحتاج إلى الوقت. يرتاح العجين ساعة واحدة ثم يوضع في الفرن الساخن حتى ينضج تماما.'],
  [undefined, 'Lorem 12.'],
  [undefined, '```\nfor the loaf in this house do print that\n```\n\n# Ok'],
])('the language of a document: %p', async (language, text) => {
  expect((await read(text)).language).toBe(language)
})

it('believes what the document states', async () => {
  expect(
    (await read('---\nlang: nl\n---\n\nThe dough is left to rest, and the oven is heated for an hour or two.'))
      .language,
  ).toBe('nl')
})

it('reads the headings of other scripts', async () => {
  const document = await read('# 面包\n\n## 第一章 酵母\n\n酵母产生气体。\n')
  expect(document.sections.map(({ heading }) => heading?.text)).toEqual(['面包', '第一章 酵母'])
  expect(document.words).toBeGreaterThan(6)
})
