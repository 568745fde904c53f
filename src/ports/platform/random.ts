/** A source of randomness that need not be secret: jitter, sampling. Secrets come from `Ids`. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded), evenly distributed. */
  next(): number
}
