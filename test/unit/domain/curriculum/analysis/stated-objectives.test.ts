import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../../src/adapters/documents/read-document.js'
import { statedObjectives } from '../../../../../src/domain/curriculum/analysis/stated-objectives.js'

const [A, B] = ['Explain how a loaf rises', 'Compare two kinds of flour']
const LIST = `- ${A}\n- ${B}`
const PROSE = 'Dough rises because yeast makes gas. The gas is held by gluten.'

/** The usual forms: a file name, its content, and the objectives in it. */
const FORMS: readonly (readonly [
  form: string,
  content: string,
  file?: string | undefined,
  objectives?: readonly string[],
])[] = [
  ...[
    '## Learning objectives',
    '## Learning Outcomes',
    '# Objectives',
    '### 1.1 Learning Goals',
    '## Chapter objectives',
    '## Intended learning outcomes',
    '## Aims and objectives',
    "## What you'll learn",
    '## What you will learn in this chapter',
    '## What will you learn?',
    '## In this lesson, you will learn',
    '## By the end of this module you will be able to',
    '## Skills you will gain',
    '## 🎯 Learning objectives:',
    '## Lesson goals',
    '## Objectives of this lab',
    '## Lernziele',
    '## Lernziele des Kapitels',
    '## Das lernen Sie in diesem Kapitel',
    '## Objectifs',
    "## Objectifs d'apprentissage",
    '## Objectifs pédagogiques',
    '## Ce que vous allez apprendre',
    '## Acquis d’apprentissage',
    '## Objetivos',
    '## Objetivos de aprendizaje',
    '## Resultados de aprendizaje',
    '## ¿Qué aprenderás?',
    '**Learning objectives**',
    '**Learning objectives:**',
    'Learning objectives:',
    '***Lernziele***',
    'Objectives',
  ].map((lead) => [lead, `# Bread\n\n${lead}\n\n${LIST}\n\n${PROSE}\n`] as const),
  ...[
    'By the end of this section, you will be able to:',
    'By the end of this section, you should be able to',
    'After reading this chapter, students should be able to:',
    'After completing this lesson you will know how to:',
    'Upon completion of this module, participants will be able to:',
    'On successful completion of this course, the learner will be able to:',
    'At the end of the week you can:',
    'When you have finished this unit, you should be able to:',
    'In this lesson we cover:',
    "In this lesson we'll learn how to:",
    'In this chapter, you will learn to:',
    'The objectives of this chapter are to:',
    'This chapter will help you to:',
    'Students will be able to:',
    'You should now be able to:',
    "**You'll learn how to:**",
    'Bread is old. After this lesson you will be able to:',
    'Nach diesem Kapitel können Sie:',
    'Am Ende der Lektion sollten Sie in der Lage sein:',
    'In diesem Kapitel lernen Sie:',
    'Die Studierenden können nach dem Kurs:',
    'À la fin de ce chapitre, vous serez capable de :',
    'A l’issue de ce module, l’étudiant sera capable de :',
    'Dans ce chapitre, nous allons apprendre à :',
    'Al finalizar esta lección, podrás:',
    'Al terminar el capítulo, el estudiante será capaz de:',
    'En esta unidad aprenderás a:',
  ].map((lead) => [lead, `# Bread\n\n${lead}\n\n${LIST}\n\n${PROSE}\n`] as const),
  ['fenced div', `# Bread\n\n::: objectives\n${LIST}\n:::\n\n${PROSE}`],
  ['directive', `# Bread\n\n\`\`\`{admonition} Learning objectives\n${LIST}\n\`\`\`\n\n${PROSE}`],
  ['admonition with a title', `# Bread\n\n!!! abstract "Learning objectives"\n\n    - ${A}\n    - ${B}\n\n${PROSE}`],
  ['admonition by its name', `# Bread\n\n!!! objectives\n\n    - ${A}\n    - ${B}\n`],
  ['alert with a bold lead', `# Bread\n\n> [!NOTE]\n> **Learning objectives**\n>\n> - ${A}\n> - ${B}\n\n${PROSE}`],
  ['quotation with a class', `# Bread\n\n> ## Objectives\n>\n> - ${A}\n> - ${B}\n{: .objectives}\n\n${PROSE}`],
  ['front matter', `---\ntitle: Bread\nobjectives:\n- "${A}"\n- "${B}"\n---\n\n${PROSE}`],
  ['front matter with levels', `---\ntitle: Bread\noutcomes:\n- k2: ${A}\n- k3: ${B}\n---\n\n${PROSE}`],
  ['front matter, other key', `---\ntitle: Bread\nlearning_objectives:\n  - ${A}\n  - ${B}\n---\n\n${PROSE}`],
  ['level marks', `# Bread\n\n## Objectives\n\n- K2: ${A}\n- (K4) ${B}\n`],
  ['levels at the end', `# Bread\n\n## Objectives\n\n1. ${A} (understand)\n2. ${B} [K4].\n`],
  ['check marks', `# Bread\n\n## Objectives\n\n- ✅ ${A};\n- [ ] ${B}.\n`, undefined, [A, `${B}.`]],
  ['groups', `# Bread\n\n## Objectives\n\n- Knowledge:\n  - ${A}\n- Skills:\n  - ${B}\n`],
  [
    'sub-headings',
    `# Bread\n\n## Objectives\n\n### Knowledge\n\n- ${A}\n\n### Skills\n\n- ${B}\n\n## Text\n\n${PROSE}`,
  ],
  ['table', `# Bread\n\n| Learning objective | Level |\n|---|---|\n| ${A} | K2 |\n| ${B} | K4 |\n\n${PROSE}`],
  [
    'table below a heading',
    `# Bread\n\n## Learning outcomes\n\n| No. | Students can |\n|---|---|\n| 1 | ${A} |\n| 2 | ${B} |\n`,
  ],
  ['paragraphs', `# Bread\n\n## Objectives\n\n${A}.\n\n${B}.\n`, undefined, [`${A}.`, `${B}.`]],
  [
    'one sentence',
    `# Bread\n\nBy the end of this lesson you will be able to explain how a loaf rises.\n\n${PROSE}`,
    undefined,
    ['By the end of this lesson you will be able to explain how a loaf rises.'],
  ],
  ['enumerated', `# Bread\n\n## Objectives\n\nYou should be able to: (1) ${A}, (2) ${B}.\n`, undefined, [A, `${B}.`]],
  [
    'OpenStax section',
    `<html><body><h1>Bread</h1><section class="learning-objectives"><h2>Learning Objectives</h2><p>By the end of this section, you will be able to:</p><ul><li>${A}</li><li>${B}</li></ul></section><p>${PROSE}</p></body></html>`,
    'a.html',
  ],
  [
    'OpenStax abstract',
    `<html><body><div data-type="metadata"><div data-type="abstract">By the end of this section, you will be able to:<ul><li>${A}</li><li>${B}</li></ul></div></div><h1>Bread</h1><p>${PROSE}</p></body></html>`,
    'a.html',
  ],
  [
    'OpenStax note',
    `<html><body><h1>Bread</h1><div data-type="note" class="chapter-objectives"><div data-type="title">Chapter Objectives</div><ul><li>${A}</li><li>${B}</li></ul></div><p>${PROSE}</p></body></html>`,
    'a.html',
  ],
  [
    'definition list',
    `<html><body><h1>Bread</h1><dl><dt>Objectives</dt><dd>${A}</dd><dd>${B}</dd></dl></body></html>`,
    'a.html',
  ],
  [
    'box of one cell',
    `<html><body><h1>Bread</h1><table><tr><td><p><b>Learning outcomes</b></p><ul><li>${A}</li><li>${B}</li></ul></td></tr></table><p>${PROSE}</p></body></html>`,
    'a.html',
  ],
  ['plain text', `BREAD\n\nLearning objectives\n\n- ${A}\n- ${B}\n\nRising\n\n${PROSE}\n`, 'a.txt'],
  ['plain text, lead', `BREAD\n\nAfter this lesson you will be able to:\n\n  * ${A}\n  * ${B}\n\n${PROSE}\n`, 'a.txt'],
]

async function objectivesIn(content: string, name = 'a.md') {
  return statedObjectives(await readDocument({ name, bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS))
}

describe('statedObjectives', () => {
  // The last elements are rest parameters: jest passes `done` in place of one that a row lacks.
  it.each(FORMS)('finds objectives by: %s', async (_, content, ...[file, objectives = [A, B]]) => {
    const found = await objectivesIn(content, file)
    expect(found.map(({ text }) => text)).toEqual(objectives)
  })

  it('quotes them from the document', async () => {
    const content = `# Bread\n\n## Objectives\n\n- K2: **Explain** how a \`loaf\` rises;\n`
    const document = await readDocument({ name: 'a.md', bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)
    const [found] = statedObjectives(document)
    expect(found?.text).toBe('Explain how a loaf rises')
    expect(document.text.slice(found?.start, found?.end)).toBe(found?.text)
  })

  it.each([
    ['- K3: Bake a loaf', 'apply'],
    ['- (K1) Name three flours', 'remember'],
    ['- [2] Explain why dough rises', 'understand'],
    ['- Anwenden: Brot backen', 'apply'],
    ['- Bake a loaf (Bloom: apply)', 'apply'],
    ['- Bake a loaf [create]', 'create'],
    ['- Create a recipe', undefined],
  ])('reads the level of %p', async (entry, level) => {
    const [found] = await objectivesIn(`# Bread\n\n## Objectives\n\n${entry}\n`)
    expect(found?.level).toBe(level)
  })

  it('marks subjects that a text only announces', async () => {
    const [topic] = await objectivesIn('# Bread\n\nIn this lesson we cover:\n\n- Flour\n- Yeast\n')
    const [ability] = await objectivesIn('# Bread\n\nIn this lesson you will learn to:\n\n- Choose flour\n')
    expect([topic?.topic, ability?.topic]).toEqual([true, undefined])
  })

  it.each([
    ['a language', `# Bread\n\n## Objective-C\n\n${LIST}\n`],
    ['goals of somebody else', `# History\n\n## Goals of the revolution\n\n${LIST}\n`],
    [
      'a history',
      '# History\n\nBy the end of the 19th century, people were able to:\n\n- travel by train\n- send telegrams\n',
    ],
    [
      'an instruction',
      `# Setup\n\nAfter completing this section, you will be able to see the following output:\n\n${LIST}\n`,
    ],
    ['a list of contents', `# Bread\n\nYou need the following things:\n\n${LIST}\n`],
    ['what was learned', `# Bread\n\n## What we learned\n\n${LIST}\n`],
    ['an aside', '# Bread\n\nBakers should be able to smell a good dough from across the room.\n'],
    ['a research aim', `# Study\n\n## Research objectives and methods\n\n${LIST}\n`],
    ['a function', `# Optimisation\n\n## Objective function\n\n${LIST}\n`],
    ['text after the list', `# Bread\n\n## Objectives\n\n${LIST}\n\n${PROSE}\n\n- Flour\n- Water\n`, [A, B]],
    ['a plan', `# Bread\n\nIn this section we discuss flour. It is milled from grain.\n`],
  ] as const)('takes no objectives from %s', async (_, content, objectives: readonly string[] = []) => {
    const found = await objectivesIn(content)
    expect(found.map(({ text }) => text)).toEqual(objectives)
  })
})
