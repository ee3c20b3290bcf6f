import type { Statement } from '../../basic/syntax';
import { splitSections } from '../../lower/sections';
import type { CheckContext, Rule } from '../context';
import { statementListsOf } from '../statement-lists';

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
    for (const body of statementListsOf(node)) checkBody(context, body);
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
