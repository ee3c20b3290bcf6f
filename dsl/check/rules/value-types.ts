import type { Expression, KeywordCommand, LiteralExpression } from '../../basic/syntax';
import type { TreeNode } from '../../basic/visit';
import { visitNodes } from '../../basic/visit';
import { lower } from '../../lower/facts';
import type { CheckContext, Rule } from '../context';

type Sort = 'number' | 'boolean';

const SORTS: Readonly<Record<string, Sort>> = {
  INTEGER: 'number',
  NUMBER: 'number',
  MONEY: 'number',
  BOOLEAN: 'boolean',
};
const COMPARISONS = new Set(['=', '<>', '<', '<=', '>', '>=']);
const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/;

/** What PARAM and HEAR declare is held against literal values: defaults, and what names are compared with. */
export const valueTypes: Rule = (context) => {
  const sorts = declaredSorts(context);
  return {
    param({ type, defaultValue }) {
      const sort = sortOf(type);
      if (sort && defaultValue && !fits(defaultValue, sort))
        tellDefault(context, type, defaultValue);
    },
    infix({ operator, left, right }) {
      if (!COMPARISONS.has(operator)) return;
      compare(context, sorts, [left, right]);
      compare(context, sorts, [right, left]);
    },
  };
};

function sortOf(type: string): Sort | undefined {
  return Object.hasOwn(SORTS, type) ? SORTS[type] : undefined;
}

/** Names with one declared type that nothing else sets. */
function declaredSorts({ program }: CheckContext): ReadonlyMap<string, Sort> {
  const sorts = new Map<string, Sort>();
  const others = new Set<string>();
  visitNodes(program.statements, (node) => {
    const declared = declarationOf(node);
    if (declared?.sort) sorts.set(declared.name, declared.sort);
    else if (declared) others.add(declared.name);
    if (node.kind === 'assign' && node.target.kind === 'variable') {
      others.add(lower(node.target.name));
    }
  });
  for (const name of others) sorts.delete(name);
  return sorts;
}

function declarationOf(
  node: TreeNode,
): { readonly name: string; readonly sort: Sort | undefined } | undefined {
  if (node.kind === 'param') return { name: lower(node.name), sort: sortOf(node.type) };
  if (node.kind !== 'keyword' || node.name !== 'HEAR') return undefined;
  const [variable] = node.args;
  if (variable?.kind !== 'variable') return undefined;
  return { name: lower(variable.name), sort: sortOf(typeOfHear(node)) };
}

function typeOfHear({ clauses }: KeywordCommand): string {
  const [type] = clauses.find(({ word }) => word === 'AS')?.values ?? [];
  return type?.kind === 'variable' ? type.name.toUpperCase() : '';
}

function fits({ value }: LiteralExpression, sort: Sort): boolean {
  if (value === null) return true;
  if (sort === 'number') {
    return typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value));
  }
  return (
    typeof value === 'boolean' || ['true', 'false', '1', '0'].includes(String(value).toLowerCase())
  );
}

function compare(
  context: CheckContext,
  sorts: ReadonlyMap<string, Sort>,
  [name, other]: readonly [Expression, Expression],
): void {
  if (name.kind !== 'variable' || other.kind !== 'literal' || typeof other.value !== 'string')
    return;
  const sort = sorts.get(lower(name.name));
  if (sort === undefined || other.value === '' || fits(other, sort)) return;
  const what = sort === 'number' ? 'a number' : 'TRUE or FALSE';
  context.warning({
    code: 'BASIC_NEVER_EQUAL',
    message: `${name.name} is ${what}; it is never "${other.value.slice(0, 40)}".`,
    span: other,
    hint: `Compare it with ${what}.`,
  });
}

function tellDefault(context: CheckContext, type: string, value: LiteralExpression): void {
  const what = sortOf(type) === 'number' ? 'a number' : 'TRUE or FALSE';
  context.error({
    code: 'BASIC_PARAM_DEFAULT',
    message: `The default of an input of type ${type} is ${what}.`,
    span: value,
    hint: `Write DEFAULT and ${what}, or another type after AS.`,
  });
}
