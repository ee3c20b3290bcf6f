import { describeToken, type ParseContext } from '../parse-context';
import type { DependsOn, StepNumber } from '../syntax';

/** True where DEPENDS ON stands. */
export function isDependsOn(p: ParseContext): boolean {
  return p.areWords('DEPENDS', 'ON');
}

/** `depends-on = "DEPENDS" "ON" ( "NONE" | number { "," number } ) .` */
export function parseDependsOn(p: ParseContext): DependsOn {
  const head = p.takeTokens(2);
  if (p.acceptWords('NONE')) return { steps: [], ...p.spanFrom(head) };
  const steps: StepNumber[] = [];
  do {
    const token = p.peek();
    if (token.kind !== 'number' && token.kind !== 'word') {
      p.report({
        code: 'BASIC_DEPENDS_ON',
        message: `DEPENDS ON takes numbers of STEPs or NONE; ${describeToken(token)} there.`,
        hint: 'Write DEPENDS ON 1, 2.',
      });
      p.skipLine();
      break;
    }
    p.next();
    steps.push({ label: token.text, start: token.start, end: token.end });
  } while (p.acceptSymbol(','));
  return { steps, ...p.spanFrom(head) };
}
