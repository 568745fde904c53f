// Not from Intl, whose names change with the version of Node: the same curriculum has the same bytes everywhere.
const NAMES: { readonly [code: string]: string } = {
  ar: 'Arabic',
  cs: 'Czech',
  da: 'Danish',
  de: 'German',
  el: 'Greek',
  en: 'English',
  es: 'Spanish',
  fi: 'Finnish',
  fr: 'French',
  he: 'Hebrew',
  hi: 'Hindi',
  hu: 'Hungarian',
  it: 'Italian',
  ja: 'Japanese',
  ko: 'Korean',
  nb: 'Norwegian',
  nl: 'Dutch',
  pl: 'Polish',
  pt: 'Portuguese',
  ro: 'Romanian',
  ru: 'Russian',
  sv: 'Swedish',
  tr: 'Turkish',
  uk: 'Ukrainian',
  zh: 'Chinese',
}

/** The name of a language in English, with its tag where that says more. */
export function languageName(tag: string): string {
  const code = tag.toLowerCase().split('-')[0] ?? ''
  const name = Object.hasOwn(NAMES, code) ? NAMES[code] : undefined
  if (name === undefined) return tag
  return code === tag.toLowerCase() ? name : `${name} (${tag})`
}
