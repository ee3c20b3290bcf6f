import type { Expression as PlanExpression } from '../../plan/expression';
import { unixLines } from '../basic/interpolation';
import type { Expression } from '../basic/syntax';
import type { Span } from '../source';
import type { Lowering } from './lowering';

/** The names of such steps: phrases of the language, so that a printed plan can be read again. */
const NAMES = {
  DELETE: 'DELETE ROWS WHERE',
  FIND: 'FIND ROWS WHERE',
  INSERT: 'INSERT ROW VALUES',
  SAVE: 'SAVE ROW VALUES',
  UPDATE: 'UPDATE ROWS WHERE',
  UPSERT: 'SAVE ROW VALUES',
} as const;

/** A data statement that cannot be asked of a table here. */
interface Unasked {
  readonly word: keyof typeof NAMES;
  readonly table: PlanExpression;
  readonly command: Span;
  /** Conditions and values, kept as they are written. */
  readonly parts: readonly (Expression | undefined)[];
}

/** The step that stands for it: a run that reaches it fails and tells so. It was reported before. */
export function emitUnasked(context: Lowering, unasked: Unasked, into?: string): void {
  const { word, table, command, parts } = unasked;
  const name = NAMES[word];
  const { text } = context.reporter.source;
  const args = parts.flatMap((part): readonly PlanExpression[] =>
    part === undefined
      ? []
      : [{ op: 'literal', value: unixLines(text.slice(part.start, part.end)) }],
  );
  const target = into === undefined ? {} : { into };
  context.emit({ kind: 'keyword', name, args: [table, ...args], clauses: {}, ...target }, command);
}
