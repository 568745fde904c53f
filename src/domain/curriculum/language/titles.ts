/** Short words in titles; they stay in lower case. */
export const SMALL_WORDS = new Set(
  'a an and as at but by for from if in into is its nor of off on onto or over per than that the to up via vs what with'.split(
    ' ',
  ),
)
