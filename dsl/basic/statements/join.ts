import { describeToken, type ParseContext } from '../parse-context';
import type { JoinNode } from '../syntax';

/** What a fork waits for, as its first line says. */
export interface JoinParts {
  readonly join?: JoinNode;
  readonly settled?: true;
}

/** `join = [ "JOIN" ( "ALL" | "ANY" | sum "OF" ) ] [ "SETTLED" ] .` */
export function parseJoin(p: ParseContext): JoinParts {
  const join = p.acceptWords('JOIN') ? readJoin(p) : undefined;
  return {
    ...(join !== undefined && { join }),
    ...(p.acceptWords('SETTLED') && { settled: true }),
  };
}

/** ALL is what a fork does anyway. */
function readJoin(p: ParseContext): JoinNode | undefined {
  if (p.acceptWords('ALL')) return undefined;
  if (p.acceptWords('ANY')) return 'any';
  const count = p.isLineEnd() ? undefined : p.grammar.sum(p);
  if (count !== undefined && p.acceptWords('OF')) return { count };
  badJoin(p);
  return undefined;
}

function badJoin(p: ParseContext): void {
  p.report({
    code: 'BASIC_JOIN',
    message: `JOIN takes ALL, ANY, or a number and OF; ${describeToken(p.peek())} there.`,
    hint: 'Write JOIN ANY, or JOIN 2 OF to wait for two branches.',
  });
  p.skipLine();
}
