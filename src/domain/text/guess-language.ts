// The most frequent short words of each language that the others do not share.
const COMMON_WORDS: { readonly [language: string]: readonly string[] } = {
  en: ['the', 'and', 'of', 'to', 'is', 'that', 'with', 'for', 'are', 'this', 'be', 'it'],
  de: ['der', 'und', 'die', 'das', 'ist', 'nicht', 'mit', 'ein', 'eine', 'den', 'auf', 'wird'],
  fr: ['le', 'les', 'et', 'des', 'est', 'une', 'dans', 'pour', 'qui', 'sur', 'du', 'avec'],
  es: ['el', 'los', 'y', 'las', 'una', 'por', 'con', 'para', 'es', 'del', 'se', 'como'],
  it: ['il', 'di', 'che', 'della', 'per', 'sono', 'gli', 'con', 'nel', 'una', 'è', 'delle'],
  pt: ['o', 'os', 'e', 'do', 'da', 'uma', 'para', 'com', 'não', 'que', 'em', 'é'],
  nl: ['het', 'een', 'van', 'en', 'dat', 'niet', 'zijn', 'op', 'voor', 'met', 'wordt', 'aan'],
}

// A script that one language alone uses, near enough.
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
]

const SAMPLE = 20_000

/** The language of `text` by its most frequent words or its script; `undefined` if that is unsure. */
export function guessLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE).toLowerCase()
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [script, language] of SCRIPTS) {
    const found = sample.match(script)?.length ?? 0
    if (found > 0 && found > letters * (language === 'ja' ? 0.1 : 0.4)) return language
  }
  const words = sample.match(/\p{L}+/gu) ?? []
  const scores = Object.entries(COMMON_WORDS)
    .map(([language, common]) => ({ language, hits: words.filter((word) => common.includes(word)).length }))
    .sort((a, b) => b.hits - a.hits)
  const [best, second] = scores
  if (best === undefined || second === undefined || best.hits < 3 || best.hits < words.length * 0.05) return undefined
  return best.hits >= second.hits * 1.3 ? best.language : undefined
}
