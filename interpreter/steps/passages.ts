import type { BoundFilter } from '../../plan/effects';
import { KNOWLEDGE_TABLE, collectionKey } from '../../plan/knowledge';
import type { ObjectValue, Value } from '../../plan/value';
import type { Work } from '../host';
import type { Collection } from '../settings';
import { readMember } from '../value/member';
import { toText } from '../value/text';

const MOST_WORDS = 8;
const MOST_FOUND = 50;
const MOST_CHOSEN = 5;
const MOST_CHARACTERS = 6_000;

/** Looks in the collections for passages with a word of the question. */
export function findPassages(collections: readonly Collection[], question: string): Work {
  const words = wordsOf(question);
  return {
    part: 'knowledge',
    effect: {
      effect: 'find_rows',
      table: KNOWLEDGE_TABLE,
      where: {
        op: 'and',
        items: [
          { op: 'or', items: collections.map(isOf) },
          ...(words.length === 0 ? [] : [{ op: 'or' as const, items: words.map(hasWord) }]),
        ],
      },
      orderBy: [],
      limit: words.length === 0 ? 0 : MOST_FOUND,
    },
    events: [],
  };
}

/** The passages that say most about the question, the best first; empty for none. */
export function choosePassages(result: Value, question: string): string {
  const rows = (result as ObjectValue)['rows'] as unknown as readonly ObjectValue[];
  const words = wordsOf(question);
  const texts = rows.map((row) => toText(readMember(row, 'text')));
  const weight = (text: string): number => {
    const own = text.toLowerCase();
    return words.filter((word) => own.includes(word)).length;
  };
  const best = [...texts].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_CHOSEN);
  return best.join('\n\n').slice(0, MOST_CHARACTERS);
}

function isOf({ package: owner, name }: Collection): BoundFilter {
  const key = collectionKey(name);
  const items: BoundFilter[] = [
    equals('package', owner),
    ...(key === null ? [] : [equals('collection', key)]),
  ];
  return { op: 'and', items };
}

function equals(column: string, value: string): BoundFilter {
  return { op: 'compare', column, operator: '=', value };
}

function hasWord(word: string): BoundFilter {
  return { op: 'compare', column: 'text', operator: 'ilike', value: `%${word}%` };
}

/** The longest words of a question say most; plurals find singulars too. */
function wordsOf(question: string): readonly string[] {
  const words = question.toLowerCase().match(/[\p{L}\d]{4,40}/gu) ?? [];
  const plain = words.map((word) => word.replace(/s$/, ''));
  return [...new Set(plain)].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS);
}
