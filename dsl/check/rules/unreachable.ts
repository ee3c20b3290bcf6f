import type { Statement } from '../../basic/syntax';
import { splitSections } from '../../lower/sections';
import type { CheckContext, Rule } from '../context';

const ENDS = new Set<Statement['kind']>(['return', 'exit', 'throw']);
/** What may stand after the end: it is read elsewhere, not walked. */
const DECLARATIONS = new Set<Statement['kind']>([
  'sub',
  'param',
  'description',
  'table',
  'handler',
  'endWorkflow',
  'workflow',
  'broken',
]);

/** Nothing stands after a RETURN, EXIT or THROW, except further tools of the same file. */
export const unreachable: Rule = (context) => {
  for (const section of splitSections(context.program.statements)) checkBody(context, section);
  return (node) => {
    for (const body of bodiesOf(node)) checkBody(context, body);
  };
};

function checkBody(context: CheckContext, body: readonly Statement[]): void {
  const end = body.findIndex((statement) => ENDS.has(statement.kind));
  if (end < 0) return;
  const rest = body.slice(end + 1).find((statement) => !DECLARATIONS.has(statement.kind));
  const last = body[end];
  if (rest === undefined || last === undefined) return;
  context.warning({
    code: 'BASIC_UNREACHABLE',
    message: 'This is never reached.',
    span: rest,
    hint: 'Remove it, or move it up.',
    related: [{ message: 'The program leaves here.', span: last }],
  });
}

function bodiesOf(node: object): readonly (readonly Statement[])[] {
  const bodies: (readonly Statement[])[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (!Array.isArray(value)) continue;
    const items: readonly unknown[] = value;
    if (items.every(isStatement)) bodies.push(items as readonly Statement[]);
    else for (const item of items) bodies.push(...bodyOf(item));
  }
  return bodies;
}

/** The body of an arm, a case or a branch. */
function bodyOf(part: unknown): readonly (readonly Statement[])[] {
  const hasBody = typeof part === 'object' && part !== null && 'body' in part;
  return hasBody && Array.isArray(part.body) ? [part.body as readonly Statement[]] : [];
}

function isStatement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'start' in value;
}
