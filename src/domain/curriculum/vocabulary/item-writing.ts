/** Words that promise no exception. Standing in one option alone, they give that option away. */
export const ABSOLUTES: readonly string[] = [
  'absolutely',
  'all',
  'always',
  'completely',
  'entirely',
  'every',
  'everyone',
  'everything',
  'impossible',
  'invariably',
  'must',
  'never',
  'nobody',
  'none',
  'nothing',
  'only',
  'totally',
]

/** Terms so general that beside a specific key nobody would choose them. */
export const GENERIC_TERMS: ReadonlySet<string> = new Set(
  `ability action activity amount answer approach area aspect attribute author base basis case category change class
  component computer concept condition content context data definition detail development device difference document
  effect element environment event example fact factor feature field file form format function goal group idea
  information input instance issue item kind lesson level list material meaning means measure member method model name
  need number object operation option order outcome output page part people person place point position problem
  procedure process product program project property purpose question reason record result role rule section set
  situation software solution source stage state statement step structure subject system task technique technology term
  text thing time tool topic type unit use user value version way word work world`.split(/\s+/),
)
