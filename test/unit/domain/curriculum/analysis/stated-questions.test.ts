import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../../src/adapters/documents/read-document.js'
import { statedQuestions } from '../../../../../src/domain/curriculum/analysis/stated-questions.js'

const STEM = 'What makes dough rise?'
const OPTIONS = ['salt', 'yeast', 'water']

async function questionsIn(content: string, name = 'a.md') {
  const document = await readDocument({ name, bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)
  return statedQuestions(document).map((question) => ({
    ...question,
    options: question.options.map(({ text }) => text),
    quote: document.text.slice(question.start, question.end),
  }))
}

/** Forms of one question with three options, of which the second is right. */
const FORMS: readonly (readonly [form: string, content: string, file?: string])[] = [
  ['letters below a number', `1. ${STEM}\n   a. salt\n   b. yeast\n   c. water\n\nAnswer: b\n`],
  ['letters in brackets', `1) ${STEM}\n(a) salt\n(b) yeast\n(c) water\n\n**Answer:** (b)\n`],
  ['capital letters in a paragraph', `**Question 1.** ${STEM}\n\nA. salt\nB. yeast\nC. water\n\nCorrect answer: B\n`],
  ['one paragraph', `${STEM}\nA. salt\nB. yeast\nC. water\nANSWER: B\n`, 'a.txt'],
  ['a nested list', `## Quiz\n\n1. ${STEM}\n   - salt\n   - yeast ✅\n   - water\n`],
  ['check boxes', `### Question 1\n\n${STEM}\n\n- [ ] salt\n- [x] yeast\n- [ ] water\n`],
  ['a bold option', `## Knowledge check\n\n1. ${STEM}\n   - salt\n   - **yeast**\n   - water\n`],
  ['a word at the option', `Q1: ${STEM}\n\n- salt\n- yeast (correct)\n- water\n`],
  [
    'an answer that can be opened',
    `## Quiz\n\n1. ${STEM}\n   - salt\n   - yeast\n   - water\n\n   <details><summary>Answer</summary>\n\n   yeast\n\n   </details>\n`,
  ],
  [
    'keys at the end of the document',
    `# Bread\n\n## Review questions\n\n1. ${STEM}\n   a) salt\n   b) yeast\n   c) water\n\n## Answers\n\n1. b\n`,
  ],
  [
    'keys in one line',
    `# Bread\n\n## Quiz\n\n1. ${STEM}\n   a) salt\n   b) yeast\n   c) water\n\n# Answer key\n\n1-b, 2-c, 3-a\n`,
  ],
  [
    'keys in a table',
    `# Bread\n\n## Quiz\n\n1. ${STEM}\n   a) salt\n   b) yeast\n   c) water\n\n## Answers\n\n| No. | Answer |\n|---|---|\n| 1 | b |\n`,
  ],
  ['German', `## Kontrollfragen\n\n1. ${STEM}\n   a) salt\n   b) yeast\n   c) water\n\n## Lösungen\n\n1. b)\n`],
  ['French', `## QCM\n\n1. ${STEM}\n   - salt\n   - yeast\n   - water\n\nRéponse : B\n`],
  ['Spanish', `## Autoevaluación\n\n1. ${STEM}\n   a) salt\n   b) yeast\n   c) water\n\n**Respuesta correcta:** b)\n`],
  [
    'lists of HTML',
    `<html><body><section class="review-questions"><h2>Review Questions</h2><div data-type="exercise"><div data-type="problem"><p>${STEM}</p><ol type="a"><li>salt</li><li>yeast</li><li>water</li></ol></div><div data-type="solution"><p>B</p></div></div></section></body></html>`,
    'a.html',
  ],
  [
    'an exercise with a solution',
    `::: challenge\n\n## Rising\n\n${STEM}\n\n1. salt\n2. yeast\n3. water\n\n::: solution\n\nThe correct answer is 2.\n\n:::\n:::\n`,
  ],
]

describe('statedQuestions', () => {
  // The last elements are rest parameters: jest passes `done` in place of one that a row lacks.
  it.each(FORMS)('reads a question with options and key: %s', async (_, content, ...[file]) => {
    const [found, ...more] = await questionsIn(content, file)
    expect(more).toEqual([])
    expect(found).toMatchObject({ stem: STEM, options: OPTIONS, key: [1] })
    expect(found?.quote).toContain('yeast')
  })

  it('gives each set of questions the keys of its own section', async () => {
    const set = (title: string, stem: string) =>
      `## ${title}\n\n1. ${stem}\n   a) yes\n   b) no\n2. Or is it so?\n   a) yes\n   b) no\n\n`
    const content = `# Bread\n\n${set('Quiz 1', 'Is yeast alive?')}${set('Quiz 2', 'Is salt alive?')}## Answers\n\n### Quiz 1\n\n1. a\n2. b\n\n### Quiz 2\n\n1. b\n2. a\n`
    const found = await questionsIn(content)
    expect(found.map(({ stem, key }) => [stem, key])).toEqual([
      ['Is yeast alive?', [0]],
      ['Or is it so?', [1]],
      ['Is salt alive?', [1]],
      ['Or is it so?', [0]],
    ])
  })

  it('reads several right options, and why', async () => {
    const [found] = await questionsIn(
      `1. Which are flours?\n   a. rye\n   b. salt\n   c. wheat\n\nAnswer: A and C. Both are milled from grain.\n`,
    )
    expect(found).toMatchObject({ key: [0, 2], explanation: 'Both are milled from grain.' })
  })

  it('reads an answer in words, with its place', async () => {
    const content = `# Bread\n\n## Review questions\n\n1. Why does dough rise?\n2. What is gluten?\n\n## Answers\n\n1. Because yeast makes gas.\n2. A protein of wheat.\n`
    const document = await readDocument({ name: 'a.md', bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)
    const [, found] = statedQuestions(document)
    expect(found).toMatchObject({ stem: 'What is gluten?', number: 2, options: [], key: 'A protein of wheat.' })
    expect(document.text.slice(found?.keyRange?.start, found?.keyRange?.end)).toBe('A protein of wheat.')
  })

  it('reads pairs of questions and answers', async () => {
    const found = await questionsIn(
      `Q: ${STEM}\n\nA: Yeast does.\n\nQ: What is salt for?\n\nA: It strengthens the dough.\n`,
    )
    expect(found.map(({ stem, key }) => [stem, key])).toEqual([
      [STEM, 'Yeast does.'],
      ['What is salt for?', 'It strengthens the dough.'],
    ])
  })

  it('keeps code with its question', async () => {
    const [found] = await questionsIn(
      `## Quiz\n\n1. What does it print?\n\n   \`\`\`python\n   print(1 + 1)\n   \`\`\`\n\n   a. 11\n   b. 2\n\n   Answer: b\n`,
    )
    expect(found).toMatchObject({ code: 'print(1 + 1)', options: ['11', '2'], key: [1] })
  })

  it('keeps review questions without keys', async () => {
    const found = await questionsIn(`## Review questions\n\n1. Why does dough rise?\n2. Describe the work of yeast.\n`)
    expect(found.map(({ stem, key }) => [stem, key])).toEqual([
      ['Why does dough rise?', undefined],
      ['Describe the work of yeast.', undefined],
    ])
  })

  it.each([
    ['steps', `## Baking\n\n1. Mix flour and water:\n   - 500 g flour\n   - 300 g water\n2. Wait.\n`],
    ['a rhetorical question', `Why does dough rise? Yeast makes gas, and gluten holds it.\n`],
    ['guiding questions', `::: questions\n- ${STEM}\n:::\n`],
    ['a list after a question', `## Baking\n\nBread is old. It needs:\n\n- flour\n- water\n`],
    ['vitamins', `The body needs vitamin A. Vitamin B. is found in bread.\n`],
  ])('takes no question from %s', async (_, content) => {
    expect(await questionsIn(content)).toEqual([])
  })
})
