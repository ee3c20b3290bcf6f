import { CLAUSES, PHRASES, UNDERSCORED, type Phrase } from './phrases';
import { codeOf } from './vocabulary';

/** A phrase and how many tokens it has. */
export interface PhraseMatch {
  readonly phrase: Phrase;
  readonly length: number;
}

/** A tree of words, by their codes, for the longest match. */
export interface PhraseTree {
  /** The phrase that is complete here. */
  readonly match: PhraseMatch | undefined;
  readonly next: ReadonlyMap<number, PhraseTree>;
}

interface Node {
  match: PhraseMatch | undefined;
  readonly next: Map<number, Node>;
}

/** All keywords, with blanks or underscores between their words. */
export const PHRASE_TREE = plantTree([
  ...PHRASES.map((phrase) => [phrase.name, phrase] as const),
  ...UNDERSCORED,
]);
/** All clauses of generic keywords. */
export const CLAUSE_TREE = plantTree(CLAUSES.map((phrase) => [phrase.name, phrase]));

function plantTree(rows: readonly (readonly [string, Phrase])[]): PhraseTree {
  const root: Node = { match: undefined, next: new Map() };
  for (const [name, phrase] of rows) {
    const words = name.split(' ');
    let node = root;
    for (const word of words) node = follow(node, codeOf(word));
    node.match = { phrase, length: words.length };
  }
  return root;
}

function follow(node: Node, code: number): Node {
  const next = node.next.get(code) ?? { match: undefined, next: new Map<number, Node>() };
  node.next.set(code, next);
  return next;
}
