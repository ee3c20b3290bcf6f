import { readRawBlock } from './talk';
import type { ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Clause, Expression, KeywordCommand, Statement } from '../syntax';

/** `schedule-in = "SCHEDULE" "IN" sum [ unit ] "DO" newline block "END" "SCHEDULE" .` */
export function parseScheduleIn(p: ParseContext, head: Span): Statement {
  const args = p.guarded<readonly Expression[]>(
    () => {
      const time = p.grammar.sum(p);
      if (p.isWord('SECONDS', 'SECOND', 'MINUTES', 'MINUTE', 'HOURS', 'HOUR', 'DAYS', 'DAY')) {
        const unit = p.next();
        p.acceptWords('DO');
        return [time, { kind: 'literal', value: unit.upper, start: unit.start, end: unit.end }];
      }
      p.acceptWords('DO');
      return [time];
    },
    () => [],
  );
  const open = {
    name: 'SCHEDULE IN',
    end: 'END SCHEDULE',
    bounds: new Set(['END SCHEDULE']),
    span: head,
  };
  const { body, boundary } = p.grammar.block(p, open);
  if (boundary !== undefined) p.takeTokens(boundary.length);
  return commandOf(p, head, {
    kind: 'keyword',
    name: 'SCHEDULE IN',
    args,
    clauses: [],
    body,
    ...head,
  });
}

/** `begin = "BEGIN" ( "SYSTEM" "PROMPT" | "MAIL" [ sum ] ) newline text "END" name .` */
export function parseTextBlock(p: ParseContext, head: Span, name: string): Statement {
  const clauses: Clause[] = [];
  if (!p.isLineEnd()) {
    const to = p.grammar.sum(p);
    clauses.push({ word: 'TO', values: [to], pairs: [], start: to.start, end: to.end });
  }
  const text = readRawBlock(p, head, name);
  const keyword = { kind: 'keyword', name: `BEGIN ${name}`, args: [text], clauses } as const;
  return commandOf(p, head, { ...keyword, ...head });
}

function commandOf(p: ParseContext, head: Span, command: KeywordCommand): Statement {
  const span = p.spanFrom(head);
  return { kind: 'command', command: { ...command, ...span }, ...span };
}
