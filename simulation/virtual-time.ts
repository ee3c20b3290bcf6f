/** Something that will happen. */
interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Time that only passes when nothing is left to do now. Events of one moment come in the order of a seed. */
export class VirtualTime {
  #now: number;
  #random: number;
  #made = 0;
  readonly #events: Event[] = [];

  /** Seed 0 keeps events of one moment in the order in which they were made. */
  constructor(
    start: number,
    private readonly seed: number,
  ) {
    this.#now = start;
    this.#random = seed;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Has something happen so many milliseconds from now; gives what calls it off. */
  after(milliseconds: number, act: () => void): () => void {
    this.#made += 1;
    const order = this.seed === 0 ? this.#made : this.chance();
    const event: Event = { at: this.#now + milliseconds, order, act };
    this.#events.push(event);
    return () => {
      const index = this.#events.indexOf(event);
      if (index >= 0) this.#events.splice(index, 1);
    };
  }

  /** A promise that is kept so many milliseconds from now. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve);
    });
  }

  /** A number from 0 to 1, always the same for a seed. */
  chance(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Lets the next event happen; false when there is none. Time goes on to its moment. */
  step(): boolean {
    const next = this.#takeNext();
    if (!next) return false;
    this.#now = Math.max(this.#now, next.at);
    next.act();
    return true;
  }

  #takeNext(): Event | undefined {
    let best = -1;
    for (const [index, event] of this.#events.entries()) {
      const first = this.#events[best];
      const isEarlier = !first || event.at < first.at;
      if (isEarlier || (event.at === first.at && event.order < first.order)) best = index;
    }
    return best < 0 ? undefined : this.#events.splice(best, 1)[0];
  }
}
