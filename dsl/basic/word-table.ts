import { findWordCode } from './vocabulary';

/** One spelling of a word. */
export interface Word {
  /** As written. */
  readonly text: string;
  /** As written, without the `$` that old BASIC puts after texts. */
  readonly name: string;
  /** The name in upper case. */
  readonly upper: string;
  readonly code: number;
}

const FIRST_SLOTS = 64;
/** So many words with the same place are told apart; a text made of more gets a word for each of them. */
const MOST_PROBES = 32;

/**
 * The different words of a text. A word that comes a thousand times is cut out, put into upper case and
 * looked up in the vocabulary once. Words are told apart as they are written, by a hash over their characters.
 */
export class WordTable {
  /** By number; numbers begin at 1. */
  private readonly words: (Word | undefined)[] = [undefined];
  private readonly starts: number[] = [0];
  private readonly hashes: number[] = [0];
  /** Numbers of words, at the place of their hash or after it. */
  private slots = new Int32Array(FIRST_SLOTS);

  constructor(private readonly text: string) {}

  /** The word of a number; none has the number 0. */
  get(number: number): Word | undefined {
    return this.words[number];
  }

  /** The number of the word at this place, whose characters give this hash. */
  intern(start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let probe = 0; probe < MOST_PROBES; probe += 1) {
      const number = this.slots[(hash + probe) & mask] ?? 0;
      if (number === 0) break;
      if (this.hashes[number] === hash && this.isSame(number, start, end)) return number;
    }
    return this.add(start, end, hash);
  }

  /** Every word as written. */
  spellings(): readonly string[] {
    return this.words.flatMap((word) => (word === undefined ? [] : [word.text]));
  }

  private isSame(number: number, start: number, end: number): boolean {
    const { text } = this;
    const length = end - start;
    const first = this.starts[number] ?? 0;
    if (this.words[number]?.text.length !== length) return false;
    for (let at = 0; at < length; at += 1) {
      if (text.charCodeAt(first + at) !== text.charCodeAt(start + at)) return false;
    }
    return true;
  }

  private add(start: number, end: number, hash: number): number {
    const number = this.words.length;
    const text = this.text.slice(start, end);
    const name = text.endsWith('$') ? text.slice(0, -1) : text;
    const upper = name.toUpperCase();
    this.words.push({ text, name, upper, code: findWordCode(upper) });
    this.starts.push(start);
    this.hashes.push(hash);
    if (number * 2 > this.slots.length) this.grow();
    else this.place(number);
    return number;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 1; number < this.words.length; number += 1) this.place(number);
  }

  private place(number: number): void {
    const mask = this.slots.length - 1;
    const hash = this.hashes[number] ?? 0;
    for (let probe = 0; probe < MOST_PROBES; probe += 1) {
      const slot = (hash + probe) & mask;
      if (this.slots[slot] !== 0) continue;
      this.slots[slot] = number;
      return;
    }
  }
}
