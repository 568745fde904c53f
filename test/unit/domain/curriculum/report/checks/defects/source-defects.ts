import { at, type Defect } from './defect.js'

export const SOURCE_DEFECTS: readonly Defect[] = [
  {
    rule: 'R25',
    fault: 'a key point without source',
    at: '/units/0/keyPoints/0',
    plant: ({ units }) => {
      at(at(units, 0).keyPoints, 0).citations = []
    },
  },
  {
    rule: 'R25',
    fault: 'a skill without source',
    at: '/skillBook/0',
    plant: ({ skillBook }) => {
      at(skillBook, 0).citations = []
    },
  },
  {
    rule: 'R26',
    fault: 'a quote that is in no document',
    at: '/units/0/keyPoints/0/citations/0',
    plant: ({ units }) => {
      at(at(at(units, 0).keyPoints, 0).citations, 0).quote = 'A compost heap turns kitchen waste into pure gold.'
    },
  },
  {
    rule: 'R26',
    fault: 'a quote that ends within a word',
    at: '/items/0/citations/0',
    plant: ({ items }) => {
      const citation = at(at(items, 0).citations, 0)
      citation.quote = citation.quote.slice(0, -4)
    },
  },
  {
    rule: 'R26',
    fault: 'a quote of three words',
    at: '/items/0/citations/0',
    plant: ({ items }) => {
      at(at(items, 0).citations, 0).quote = 'dark organic matter'
    },
  },
  {
    rule: 'R26',
    fault: 'a missing document',
    at: '/units/0/outcomes/0/citations/0',
    plant: ({ units }) => {
      at(at(at(units, 0).outcomes, 0).citations, 0).docId = 'gone.md'
    },
  },
  {
    rule: 'R26',
    fault: 'offsets of another passage',
    at: '/skillBook/0/citations/0',
    plant: ({ skillBook }) => {
      at(at(skillBook, 0).citations, 0).start += 3
    },
  },
  {
    rule: 'R26',
    fault: 'an activity on a passage that is in no document',
    at: '/units/0/lessons/0/activities/0/citations/0',
    plant: ({ units }) => {
      const quote = 'Turn the heap into gold once a week.'
      at(at(at(units, 0).lessons, 0).activities, 0).citations = [{ docId: 'heap.md', quote, start: 0, end: 36 }]
    },
  },
  {
    rule: 'R27',
    fault: 'a statement that its source does not make',
    at: '/units/0/keyPoints/0',
    plant: ({ units }) => {
      at(at(units, 0).keyPoints, 0).text = 'Microbes of every compost species prefer darkness over bright sunlight.'
    },
  },
  {
    rule: 'R29',
    fault: 'a document that is not listed',
    at: '/sources',
    plant: ({ sources }) => sources.splice(0, 1),
  },
  {
    rule: 'R29',
    fault: 'an entry without year',
    at: '/sources',
    plant: ({ sources }) => {
      at(sources, 0).apa = 'Garden Club. The Compost Heap. heap.md.'
    },
  },
]
