import { closest } from '../closest';
import { isInvisible } from './characters';
import { describeToken, type Mistake, type ParseContext } from './parse-context';
import { PHRASES } from './phrases';
import type { Token } from './token';

const FIRST_WORDS = [
  ...new Set(PHRASES.map((phrase) => phrase.name.split(' ')[0] ?? phrase.name)),
  'END',
  'ELSE',
  'NEXT',
  'LOOP',
  'WEND',
  'CASE',
  'BRANCH',
];
const SORTED_PHRASES: ReadonlyMap<string, string> = new Map(
  PHRASES.filter((phrase) => phrase.name.includes(' ')).map((phrase) => [
    sortWords(phrase.name.split(' ')),
    phrase.name,
  ]),
);
/** What other kinds of BASIC have and this one does not need. */
const FOREIGN: Readonly<Record<string, string>> = {
  DIM: 'Variables need no declaration: write name = value.',
  CONST: 'Write name = value.',
  VAR: 'Write name = value.',
  INPUT: 'To ask the user, write HEAR name.',
  ECHO: 'To show a text, write TALK "text".',
  END: 'To end the program, write EXIT.',
  STOP: 'To end the program, write EXIT.',
  ENDFOR: 'Write NEXT or END FOR.',
  ELIF: 'Write ELSE IF condition THEN.',
  FOREACH: 'Write FOR EACH item IN list.',
};

/** Tells that a line begins with no keyword, and what was probably meant. */
export function failUnknown(p: ParseContext): never {
  const token = p.peek();
  if (token.kind !== 'word') return failNoStatement(p, token);
  const ordered = wordOrder(p);
  if (ordered !== undefined) failWordOrder(p, token, ordered);
  const foreign = Object.hasOwn(FOREIGN, token.upper) ? FOREIGN[token.upper] : undefined;
  const meant = foreign === undefined && !p.reporter.isFull ? suggest(token) : undefined;
  forgiveEnds(p, meant?.word ?? token.upper);
  p.fail({
    code: 'BASIC_UNKNOWN_KEYWORD',
    message: `${shorten(token.text)} is no keyword.`,
    hint:
      foreign ?? meant?.hint ?? 'A line begins with a keyword such as TALK, or with name = value.',
    ...fixOf(token, meant?.word),
  });
}

function failWordOrder(p: ParseContext, token: Token, ordered: string): never {
  const words = ordered.split(' ');
  forgiveEnds(p, words[0] ?? ordered);
  p.fail({
    code: 'BASIC_WORD_ORDER',
    message: `The words are in another order: ${ordered}.`,
    hint: `Write ${ordered}.`,
    fix: {
      title: `Write ${ordered}`,
      span: { start: token.start, end: p.tokenAt(words.length - 1).end },
      text: ordered,
    },
  });
}

function fixOf(token: Token, word: string | undefined): Pick<Mistake, 'fix'> {
  if (word === undefined || word === token.upper) return {};
  return { fix: { title: `Write ${word}`, span: token, text: word } };
}

function failNoStatement(p: ParseContext, token: Token): never {
  return p.fail({
    code: 'BASIC_NO_STATEMENT',
    message: `A line begins with a keyword or a name; ${describeToken(token)} here.`,
    hint:
      token.kind === 'string'
        ? 'To show a text, write TALK before it.'
        : 'Write for example TALK "text" or name = value.',
  });
}

/** How a block that begins with this word is divided and ended. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  IF: ['ELSE', 'ELSE IF', 'END IF'],
  FOR: ['END FOR'],
  FOREACH: ['END FOR'],
  WHILE: ['END WHILE'],
  PARALLEL: ['BRANCH', 'END PARALLEL'],
  SELECT: ['CASE', 'END SELECT'],
  SWITCH: ['CASE', 'DEFAULT', 'END SWITCH'],
  SUB: ['END SUB'],
  FUNCTION: ['END FUNCTION'],
};

/** The ends of a block whose first line was not understood are not reported again. */
function forgiveEnds(p: ParseContext, word: string): void {
  let last = p.tokenAt(0);
  for (let ahead = 0; ; ahead += 1) {
    const token = p.tokenAt(ahead);
    if (token.kind === 'newline' || token.kind === 'end') break;
    last = token;
  }
  const key = last.upper === 'THEN' ? 'IF' : word;
  const ends = Object.hasOwn(ENDS, key) ? ENDS[key] : undefined;
  for (const name of ends ?? []) p.forgiven.add(name);
}

function suggest(token: Token): { word: string; hint: string } | undefined {
  const letters = Array.from(token.upper);
  const visible = letters.filter((letter) => !isInvisible(letter.charCodeAt(0))).join('');
  if (visible !== token.upper) {
    return { word: visible, hint: `The word has invisible characters. Did you mean ${visible}?` };
  }
  if (FIRST_WORDS.includes(token.upper)) return suggestPhrase(token.upper);
  const word = closest(token.upper, FIRST_WORDS);
  if (word === undefined) return undefined;
  const isForeign = letters.some((letter) => letter.charCodeAt(0) > 127);
  const why = isForeign ? ' The word has letters of another alphabet.' : '';
  return { word, hint: `Did you mean ${word}?${why}` };
}

/** The keywords that begin with a word which is no keyword alone. */
function suggestPhrase(first: string): { word: string; hint: string } | undefined {
  const known = PHRASES.map(({ name }) => name).filter((name) => name.startsWith(`${first} `));
  const [word] = known;
  return word === undefined
    ? undefined
    : { word: first, hint: `Write one of ${known.slice(0, 5).join(', ')}.` };
}

/** A known keyword whose words stand in another order. */
function wordOrder(p: ParseContext): string | undefined {
  const words: string[] = [];
  for (let ahead = 0; ahead < 4; ahead += 1) {
    const token = p.tokenAt(ahead);
    if (token.kind !== 'word') break;
    words.push(token.upper);
  }
  for (let count = words.length; count >= 2; count -= 1) {
    const name = SORTED_PHRASES.get(sortWords(words.slice(0, count)));
    if (name !== undefined) return name;
  }
  return undefined;
}

function sortWords(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
