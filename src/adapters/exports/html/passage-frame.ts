/** A stretch of a document's text. */
export interface Frame {
  readonly start: number
  readonly end: number
}

/** Context that is shown beside a quote, in UTF-16 code units, where its paragraph is longer. */
const MOST_CONTEXT = 500
/** How far from there a cut may move to stand between words. */
const SLACK = 60

/** The paragraphs in which a quote stands, cut to a readable length. */
export function frameOf(text: string, { start, end }: Frame): Frame {
  const opening = start === 0 ? -1 : text.lastIndexOf('\n\n', start - 1)
  const closing = text.indexOf('\n\n', end)
  const from = opening < 0 ? 0 : Math.min(start, opening + 2)
  const to = closing < 0 ? text.length : closing
  return {
    start: start - from <= MOST_CONTEXT + SLACK ? from : cutAfter(text, start - MOST_CONTEXT),
    end: to - end <= MOST_CONTEXT + SLACK ? to : cutBefore(text, end + MOST_CONTEXT),
  }
}

/** The first place between words at or soon after `at`. */
function cutAfter(text: string, at: number): number {
  const gap = text.slice(at, at + SLACK).search(/\s/)
  return gap < 0 ? betweenCharacters(text, at) : at + gap + 1
}

/** The last place between words at or soon before `at`. */
function cutBefore(text: string, at: number): number {
  const gap = /\s\S*$/.exec(text.slice(at - SLACK, at))
  return gap === null ? betweenCharacters(text, at) : at - SLACK + gap.index
}

function betweenCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
