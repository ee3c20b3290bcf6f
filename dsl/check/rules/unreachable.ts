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
  let left: Statement | undefined;
  for (const statement of body) {
    if (left === undefined) {
      if (leaves(statement)) left = statement;
    } else if (statement.kind === 'label') left = undefined;
    else if (!DECLARATIONS.has(statement.kind)) {
      context.warning({
        code: 'BASIC_UNREACHABLE',
        message: 'This is never reached.',
        span: statement,
        hint: 'Remove it, or move it up.',
        related: [{ message: 'The program leaves here.', span: left }],
      });
      return;
    }
  }
}
