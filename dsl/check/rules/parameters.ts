import { closest } from '../../closest';
import { lower } from '../../lower/facts';
import { PARAM_TYPES } from '../../lower/parameters';
import type { StatementOf } from '../../basic/syntax';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

/** Each PARAM has a known type, and within a program or SUB a name of its own. */
export const parameters: Rule = (context) => {
  const scopes = new Map<unknown, Map<string, Span>>();
  let section = 0;
  return {
    return(_, ancestors) {
      if (ancestors.length === 0) section += 1;
    },
    param(node, ancestors) {
      checkType(context, node);
      const sub = ancestors.find((ancestor) => ancestor.kind === 'sub');
      const seen = scopes.get(sub ?? section) ?? ownParameters(sub);
      scopes.set(sub ?? section, seen);
      const name = lower(node.name);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, node.nameSpan);
      else {
        context.error({
          code: 'BASIC_PARAM_TWICE',
          message: `The input ${node.name} is declared twice.`,
          span: node.nameSpan,
          hint: 'Remove one of them.',
          related: [{ message: 'The first one stands here.', span: first }],
        });
      }
    },
  };
};

function ownParameters(sub: StatementOf<'sub'> | undefined): Map<string, Span> {
  return new Map((sub?.parameters ?? []).map((parameter) => [lower(parameter.name), parameter]));
}

function checkType(context: CheckContext, node: StatementOf<'param'>): void {
  if (Object.hasOwn(PARAM_TYPES, node.type)) return;
  const meant = closest(node.type, Object.keys(PARAM_TYPES));
  const mistake = {
    code: 'BASIC_PARAM_TYPE' as const,
    message: `There is no type ${node.type}.`,
    span: node.typeSpan,
    hint:
      meant === undefined
        ? 'Any value is taken. The usual types are STRING, INTEGER, NUMBER, BOOLEAN, DATE, EMAIL, MONEY, OBJECT and ARRAY.'
        : `Did you mean ${meant}?`,
    ...(meant === undefined
      ? {}
      : { fix: { title: `Write ${meant}`, span: node.typeSpan, text: meant } }),
  };
  if (meant === undefined) context.warning(mistake);
  else context.error(mistake);
}
