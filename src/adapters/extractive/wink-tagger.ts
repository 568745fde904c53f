import type { EnglishTagger, PartOfSpeech, TaggedWord } from '../../domain/text/index.js'

/** Characters that are tagged at once. */
const MAX_BATCH = 50_000

/** The tagger, loaded once for the process: the model takes about half a second and 60 MB. */
let loaded: Promise<EnglishTagger> | undefined

/** Tags English texts with the model of winkNLP, without network. */
export function loadTagger(): Promise<EnglishTagger> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<EnglishTagger> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ])
  const nlp = winkNLP(model, ['sbd', 'pos'])
  const { its } = nlp
  const tagBatch = (texts: readonly string[]): readonly (readonly TaggedWord[])[] => {
    // A line that ends like a sentence keeps the tags of one text from depending on the next.
    const joined = texts.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    const tokens = nlp.readDoc(joined.join('\n')).tokens()
    const values = tokens.out()
    const tags = tokens.out(its.pos) as readonly string[]
    const lemmas = tokens.out(its.lemma as unknown as typeof its.pos) as readonly string[]
    return byText(
      joined,
      values.map((text, at) => ({ text, tag: (tags[at] ?? 'X') as PartOfSpeech, lemma: lemmas[at] ?? text })),
    )
  }
  return {
    tag: (texts) => batches(texts.map((text) => text.replace(/\s+/g, ' ').trim())).flatMap(tagBatch),
  }
}

function batches(texts: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const text of texts) {
    if (size + text.length > MAX_BATCH) {
      all.push([])
      size = 0
    }
    all.at(-1)?.push(text)
    size += text.length
  }
  return all
}

/** The words of each text, by their length: the tagger does not say where a word stands. */
function byText(texts: readonly string[], words: readonly TaggedWord[]): readonly (readonly TaggedWord[])[] {
  let next = 0
  return texts.map((text) => {
    const own: TaggedWord[] = []
    let left = text.replace(/\s/g, '').length
    for (let word = words[next]; word !== undefined && left > 0; word = words[next]) {
      left -= word.text.replace(/\s/g, '').length
      if (word.text.trim() !== '') own.push(word)
      next += 1
    }
    return own
  })
}
