/** A living session was dropped for want of room: whoever it belonged to is signed out. */
export interface SessionEvictionEvent {
  readonly userId: string
  /** What named it in listings. */
  readonly handle: string
  /** When it was active last, in milliseconds since the epoch. */
  readonly lastActivity: number
}
