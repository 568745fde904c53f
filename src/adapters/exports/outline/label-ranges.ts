/** How many labels in a row are written as a range. */
const LEAST_RUN = 3

/** Labels, with those that follow each other as a range: `O1.1–O1.6`. */
export function labelRanges(labels: readonly string[]): readonly string[] {
  const runs: string[][] = []
  for (const label of labels) {
    const run = runs.at(-1)
    if (run !== undefined && follows(label, run.at(-1) ?? '')) run.push(label)
    else runs.push([label])
  }
  return runs.flatMap((run) => (run.length < LEAST_RUN ? run : [`${run[0]}–${run.at(-1)}`]))
}

function follows(label: string, before: string): boolean {
  const [one, other] = [splitNumber(label), splitNumber(before)]
  return one.stem === other.stem && one.number === other.number + 1
}

function splitNumber(label: string): { readonly stem: string; readonly number: number } {
  const digits = /\d{1,9}$/.exec(label)?.[0] ?? ''
  return { stem: label.slice(0, label.length - digits.length), number: digits === '' ? Number.NaN : Number(digits) }
}
