import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { surveyDocuments, teachingDocuments } from '../../../../src/domain/knowledge/index.js'

const TEXT = `Dough rises because yeast eats the sugar of the flour and makes gas. The gas is held by gluten, a protein that forms
a net when flour and water are kneaded. Salt makes the net stronger, and it slows the yeast down, so that a loaf with
salt rises later but keeps its form. Cold water slows the yeast as well; warm water wakes it. `
const LESSON = `# Why dough rises\n\n${TEXT.repeat(3)}\n`

async function survey(files: readonly (readonly [name: string, content: string])[]) {
  const documents = await Promise.all(
    files.map(([name, content]) => readDocument({ name, bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)),
  )
  return surveyDocuments(documents)
}

describe('surveyDocuments', () => {
  it.each([
    ['LICENSE.md', LESSON, 'licence'],
    ['terms.md', '# Terms\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.', 'licence'],
    ['CONTRIBUTING.md', '# Contributing\n\nOpen a pull request.', 'contributing'],
    [
      'README.md',
      '# Bread\n\nThis repository has the course. Run `npm install` first. Pull requests are welcome.',
      'readme',
    ],
    ['SUMMARY.md', '# Summary\n\n- [One](1.md)', 'contents'],
    [
      'start.md',
      `# Course\n\n${[1, 2, 3, 4, 5, 6, 7].map((n) => `- [Lesson number ${n}](${n}.md)`).join('\n')}`,
      'contents',
    ],
    ['info.md', '# Syllabus\n\nBaking 101.', 'syllabus'],
    [
      'about.md',
      '# Baking 101\n\n## Instructor\n\nA. B.\n\n## Office hours\n\nMonday\n\n## Grading\n\nTwo tests.\n\n## Textbook\n\nNone.',
      'syllabus',
    ],
    ['00_schedule.md', '# Weeks\n\n| Week | Topic |\n|---|---|\n| 1 | Flour |', 'schedule'],
    ['grading-policy.md', '# How we grade\n\nTwo tests.', 'grading'],
    ['loaf-rubric.md', '# A good loaf\n\n| Level | Crust |\n|---|---|\n| 1 | pale |', 'rubric'],
    ['midterm_2.md', '# Baking\n\n1. Why does dough rise?', 'exam'],
    ['paper.md', '# Baking\n\nTime allowed: 90 minutes. Total marks: 60.\n\n1. Why does dough rise?', 'exam'],
    ['z.md', '# References\n\n- Stone, A.: On bread, 2001.\n- Holm, M.: On flour, 2004.', 'references'],
    ['learners/discuss.md', `# Discussion\n\n${LESSON}\n## Exercise 1\n\nKnead a dough.`, 'discussion'],
    ['fig/README.md', `# Why SVG\n\n${TEXT}`, 'readme'],
    ['k.md', '# Solutions\n\n1. Yeast makes gas.\n2. Gluten is a protein.', 'solutions'],
  ])('puts %s aside', async (name, content, kind) => {
    const [found] = await survey([[name, content]])
    expect(found?.purpose?.kind).toBe(kind)
    expect(found?.purpose?.reason).toMatch(/^an? |^rules|^answers|^notes/)
  })

  it.each([
    ['a lesson on licences', '11-licensing.md', `# Licence\n\n## Objectives\n\n- Choose a licence.\n\n${LESSON}`],
    ['a lesson on history', 'history.md', `# History\n\n${TEXT}`],
    ['a lesson in a README', 'part-1/README.md', LESSON],
    [
      'a lesson that is called discussion',
      '07-discussion.md',
      `# Discussion\n\n${LESSON}\n## Exercise 1\n\nKnead a dough.`,
    ],
    ['a lesson on figures', 'fig/README.md', `# Drawing bread\n\n## Objectives\n\n- Draw a loaf.\n\n${LESSON}`],
    ['a lesson with links', 'a.md', `${LESSON}\n${[1, 2, 3, 4, 5, 6].map((n) => `[Lesson ${n}](${n}.md)`).join(', ')}`],
    ['a glossary', 'glossary.md', '# Glossary\n\nyeast\n: a fungus that makes gas\n'],
  ])('keeps %s', async (_, name, content) => {
    const [found] = await survey([[name, content]])
    expect(found?.purpose).toBeUndefined()
  })

  it('puts near duplicates aside, whichever comes first', async () => {
    const changed = `${LESSON.replace('Cold water', 'Icy water')}\nA last line.\n`
    const found = await survey([
      ['a.md', LESSON],
      ['b.md', changed],
      ['c.md', '# Something else\n\nOvens keep their heat by mass. A stone gives it to the loaf from below.\n'],
    ])
    expect(found.map(({ purpose }) => purpose?.reason)).toEqual(['the same text as "b.md"', undefined, undefined])
  })

  it('keeps an extract and its source', async () => {
    const found = await survey([
      ['whole.md', `${LESSON}\n${'Ovens keep their heat by mass. '.repeat(60)}`],
      ['extract.md', LESSON],
    ])
    expect(found.every(({ purpose }) => purpose === undefined)).toBe(true)
  })

  it('teaches with what there is if nothing teaches', async () => {
    const found = await survey([['LICENSE.md', LESSON]])
    expect(teachingDocuments(found)).toHaveLength(1)
  })
})
