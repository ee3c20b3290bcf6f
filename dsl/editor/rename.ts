import { FUNCTION_NAMES } from '../../plan/function-names';
import type { Program } from '../basic/parser';
import { PHRASES } from '../basic/phrases';
import { lower } from '../lower/facts';
import { nameAt, readNames, type NameKind, type NameUse } from './names';
import { hasNewErrors, readEdited, refuse, type EditOutcome } from './edits/outcome';
import { findReferences } from './references';

const WORDS = new Set(PHRASES.flatMap(({ name }) => name.toLowerCase().split(' ')));
const RENAMED: ReadonlySet<NameKind> = new Set(['variable', 'parameter', 'sub', 'label']);
const CONSTANTS = new Set(
  'true false null not and or mod is in like then else end new contains'.split(' '),
);

/** Gives a variable, SUB or label another name at all places. Refuses a name that means something already. */
export function renameName(program: Program, offset: number, name: string): EditOutcome {
  const found = nameAt(program, offset);
  if (found === undefined || !RENAMED.has(found.kind)) {
    return refuse('Only a variable, a SUB or a label can be renamed.');
  }
  const reason = refusal(program, found, name);
  if (reason !== undefined) return refuse(reason);
  const places = findReferences(program, offset);
  const edits = places.map(({ start, end }) => ({ start, end, text: name }));
  const after = readEdited(program, edits);
  const isWhole = !hasNewErrors(program, after) && countOf(after.program, name) === places.length;
  return isWhole ? { ok: true, edits } : refuse(`${name} would be read as something else.`);
}

function refusal(program: Program, found: NameUse, name: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/u.test(name))
    return 'A name has letters, digits and _, and begins with no digit.';
  const word = lower(name);
  if (word === lower(found.name)) return undefined;
  if (WORDS.has(word) || CONSTANTS.has(word)) return `${name} is a keyword.`;
  if (FUNCTION_NAMES.includes(word)) return `${name} is a function.`;
  const isTaken = readNames(program).some(
    (other) => lower(other.name) === word && other.kind !== 'bot' && other.kind !== 'event',
  );
  return isTaken ? `The name ${name} is used already.` : undefined;
}

function countOf(program: Program, name: string): number {
  return readNames(program).filter(
    (use) => lower(use.name) === lower(name) && use.kind !== 'bot' && use.kind !== 'event',
  ).length;
}
