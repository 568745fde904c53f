export type Fault =
  /** The port is closed, open connections are reset. */
  | { readonly kind: 'refuse' }
  /** Connects, then never answers. */
  | { readonly kind: 'black-hole' }
  /** Every command and every reply takes `ms` longer. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Half of the next reply, then RST. */
  | { readonly kind: 'reset-mid-reply' }
  /** The server's side says that it is done (FIN), but keeps reading. */
  | { readonly kind: 'half-close' }
  /** Half of the next reply, then nothing. */
  | { readonly kind: 'stall-mid-reply' }
  /** Every command is answered with this error and reaches no server: `OOM command not allowed ...`. Not over TLS. */
  | { readonly kind: 'answer'; readonly error: string }
