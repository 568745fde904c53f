import { shownLine } from '../text/plain-text.js'
import { Markup } from './markup.js'

/** The address within the page that GitHub and most renderers give to a heading: `#unit-1-a-title`. */
export function headingAnchor(title: string): Markup {
  const slug = shownLine(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
  return new Markup(`#${encodeURIComponent(slug)}`)
}
