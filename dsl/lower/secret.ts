import type { Expression as PlanExpression } from '../../plan/expression';
import type { CallExpression } from '../basic/syntax';
import type { Lowering } from './lowering';

/** The name that SECRET has as a call. */
export const SECRET = 'secret';

const NULL: PlanExpression = { op: 'literal', value: null };
const NAME = /^[\w.-]{1,100}$/;

/** `SECRET("name")`: named in the text itself, and only where a call takes it. */
export function lowerSecret(context: Lowering, call: CallExpression): PlanExpression {
  const [name] = call.args;
  const text = name?.kind === 'literal' && typeof name.value === 'string' ? name.value : '';
  if (call.args.length !== 1 || !NAME.test(text)) {
    context.report({
      code: 'BASIC_SECRET',
      message: 'SECRET needs the name of a secret as a text.',
      span: call,
      hint: 'Write SECRET("shop-key"). Letters, digits, dots, dashes and underscores make a name.',
    });
    return NULL;
  }
  if (!context.takesSecrets) {
    context.report({
      code: 'BASIC_SECRET',
      message: 'A secret can only be a part of a header, or of the address or body of a call.',
      span: call,
      hint: 'Write SET HEADER "Authorization", "Bearer " + SECRET("shop-key").',
    });
    return NULL;
  }
  return { op: 'secret', name: text };
}
