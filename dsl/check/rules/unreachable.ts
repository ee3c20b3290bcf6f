import type { Statement } from '../../basic/syntax';
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
export const unreachable: Rule = (context) => ({
  statements(list) {
    checkBody(context, list);
  },
});

function leaves(statement: Statement): boolean {
  return ENDS.has(statement.kind) || (statement.kind === 'goto' && statement.word === 'GOTO');
}

function checkBody(context: CheckContext, body: readonly Statement[]): void {
  const end = body.findIndex(leaves);
  if (end < 0) return;
  const next = body.findIndex(({ kind }, at) => at > end && !DECLARATIONS.has(kind));
  const rest = body[next];
  const last = body[end];
  if (rest === undefined || last === undefined) return;
  if (rest.kind === 'label') {
    checkBody(context, body.slice(next + 1));
    return;
  }
  context.warning({
    code: 'BASIC_UNREACHABLE',
    message: 'This is never reached.',
    span: rest,
    hint: 'Remove it, or move it up.',
    related: [{ message: 'The program leaves here.', span: last }],
  });
}
