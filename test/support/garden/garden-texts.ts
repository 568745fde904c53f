/** What the small curriculum of the tests teaches: terms with their definitions, and statements, by document. */
export interface GardenText {
  readonly id: string
  readonly title: string
  readonly unit: 0 | 1
  readonly terms: readonly (readonly [term: string, definition: string])[]
  readonly statements: readonly string[]
  readonly filling: string
}

const FILLING = `Gardens differ in their size and in their weather. A gardener in a dry town works in other ways than one
by the sea. Neighbours like to swap seeds, and they like to talk about the rain. Old tools last for years if somebody
cleans them after work. Good gloves keep the hands safe, and a bucket is handy on most days. Children may help to carry
light things, and they learn the names of birds on the way. In spring the work is hard, and in winter there is time to
plan. Keep a notebook, write down what you did, and look at it in the next year.`

export const GARDEN_TEXTS: readonly GardenText[] = [
  {
    id: 'heap.md',
    title: 'The Compost Heap',
    unit: 0,
    terms: [
      ['humus', 'the dark organic matter that remains when plants have decayed'],
      ['leachate', 'the brown liquid that drains out of a wet heap'],
      ['windrow', 'a long narrow row of waste that gets turned with a fork'],
    ],
    statements: [
      'A compost heap turns kitchen waste into food for plants.',
      'Turning the heap brings air to the microbes in its core.',
      'A wet heap smells because its microbes run out of air.',
    ],
    filling: FILLING,
  },
  {
    id: 'layers.md',
    title: 'Layers in the Heap',
    unit: 0,
    terms: [
      ['bulking agent', 'a coarse dry material that lets air into the pile'],
      ['green waste', 'the fresh soft cuttings that bring nitrogen to microbes'],
      ['brown waste', 'the dry leaves and twigs that bring carbon to microbes'],
    ],
    statements: [
      'Layers of green waste and brown waste heat a compost heap within days.',
      'A heap with twigs at its base drains well after rain.',
      'Garden waste rots faster when it is cut into small pieces.',
    ],
    filling: FILLING,
  },
  {
    id: 'soil.md',
    title: 'Soil and Its Parts',
    unit: 1,
    terms: [
      ['topsoil', 'the upper layer of ground in which most roots grow'],
      ['subsoil', 'the pale layer of ground that lies under the roots'],
      ['loam', 'a mixture of sand and silt and clay that crumbles'],
    ],
    statements: [
      'Topsoil loses its nutrients when rain washes over bare ground.',
      'Roots need water and air between the grains of soil.',
      'A handful of moist loam keeps its shape and then crumbles.',
    ],
    filling: FILLING,
  },
  {
    id: 'cover.md',
    title: 'Covering the Soil',
    unit: 1,
    terms: [
      ['mulch', 'a loose cover of straw or bark on the bed'],
      ['cover crop', 'a plant grown to shield the bare bed in winter'],
      ['tilth', 'the fine crumbly state of a bed that is ready for seeds'],
    ],
    statements: [
      'Mulch keeps the water in the soil during a dry summer.',
      'A cover crop holds the soil in place when storms come.',
      'A bed under mulch needs less water and fewer hours of weeding.',
    ],
    filling: FILLING,
  },
]

/** The sentence by which a document defines a term. */
export function definingSentence(term: string, definition: string): string {
  return `${term.charAt(0).toUpperCase()}${term.slice(1)} is ${definition}.`
}
