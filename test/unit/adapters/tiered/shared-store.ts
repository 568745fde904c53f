import { LruCache } from '../../../../src/adapters/memory/index.js'
import type { InvalidationListener } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { StoreLink } from './store-link.js'

/** A store that several nodes share, in memory. All links but the one that made a change are notified. */
export class SharedStore {
  readonly clock = new ManualClock()
  readonly cache = new LruCache({ clock: this.clock })
  readonly #links: StoreLink[] = []

  /** The way of one more node to the store. */
  link(): StoreLink {
    const link = new StoreLink(this)
    this.#links.push(link)
    return link
  }

  /** The link that made the change gets no message: a node must not rely on messages about its own changes. */
  tell(maker: StoreLink | undefined, change: (listener: InvalidationListener) => void): void {
    for (const link of this.#links) if (link !== maker) link.push(change)
  }
}
