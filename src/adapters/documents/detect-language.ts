import { francAll } from 'franc-min'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** Characters that decide. */
const SAMPLE = 20_000
/** Below this number of letters, a text is too short to decide. */
const MIN_LETTERS = 60
/** In a short text, the next language must be this much less likely. */
const CLEAR = 0.03
const LONG = 600

/** The codes of ISO 639-3 that have one of two letters. */
const SHORT: { readonly [code: string]: string } = Object.fromEntries(
  (
    'cmn:zh spa:es eng:en rus:ru arb:ar ben:bn hin:hi por:pt ind:id jpn:ja fra:fr deu:de jav:jv kor:ko tel:te vie:vi mar:mr ' +
    'ita:it tam:ta tur:tr urd:ur guj:gu pol:pl ukr:uk kan:kn mal:ml pan:pa ron:ro nld:nl hau:ha bos:bs hrv:hr srp:sr ' +
    'yor:yo uzn:uz ibo:ig ces:cs hun:hu ell:el swe:sv bel:be mya:my swh:sw som:so kaz:kk kin:rw zul:zu pes:fa npi:ne ' +
    'sin:si khm:km tha:th amh:am bul:bg azj:az kur:ku fuv:ff zlm:ms heb:he dan:da fin:fi nob:no'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
)

/**
 * The language of a document by its prose, without code and formulas; `undefined` if it is too short or unsure. The same
 * text gives the same answer.
 */
export function detectLanguage({
  sentences,
  marks,
}: Pick<KnowledgeDocument, 'sentences' | 'marks'>): string | undefined {
  const code = marks.filter(({ kind }) => kind === 'code' || kind === 'formula')
  const parts: string[] = []
  let length = 0
  let next = 0
  for (const { start, end, text } of sentences) {
    let from = start
    let prose = ''
    while (next < code.length && (code[next]?.end ?? 0) <= start) next += 1
    for (let at = next; at < code.length; at++) {
      const mark = code[at]
      if (mark === undefined || mark.start >= end) break
      if (mark.start >= from) prose += text.slice(from - start, mark.start - start)
      from = Math.max(from, mark.end)
    }
    prose += text.slice(Math.max(0, from - start))
    parts.push(prose)
    length += prose.length
    if (length > SAMPLE) break
  }
  const sample = parts.join(' ').slice(0, SAMPLE)
  // Japanese is written with Chinese characters too.
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u.test(sample) && kanaShare(sample) > 0.1) return 'ja'
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const unspaced = /\p{Script=Han}/u.test(sample)
  if (letters < (unspaced ? MIN_LETTERS / 4 : MIN_LETTERS)) return undefined
  const [best, second] = francAll(sample, { minLength: 10 })
  if (best === undefined || best[0] === 'und') return undefined
  if (letters < LONG && second !== undefined && best[1] - second[1] < CLEAR) return undefined
  return SHORT[best[0]] ?? best[0]
}

function kanaShare(text: string): number {
  const kana = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  return kana / Math.max(1, text.match(/\p{L}/gu)?.length ?? 1)
}
