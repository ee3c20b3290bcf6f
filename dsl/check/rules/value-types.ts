import type { Expression, KeywordCommand } from '../../basic/syntax';
import { lower } from '../../lower/facts';
import type { Span } from '../../source';
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

/** What PARAM and HEAR declare is held against the texts that a name is compared with. */
export const valueTypes: Rule = (context) => {
  const sorts = new Map<string, Sort>();
  /** Names that something else sets as well, or that are declared in two ways. */
  const others = new Set<string>();
  const compared: Compared[] = [];
  const declare = (name: string, sort: Sort | undefined): void => {
    const before = sorts.get(name);
    if (sort === undefined || (before !== undefined && before !== sort)) others.add(name);
    else sorts.set(name, sort);
  };
  return {
    assign({ target }) {
      if (target.kind === 'variable') others.add(lower(target.name));
    },
    param({ name, type }) {
      declare(lower(name), sortOf(type));
    },
    keyword(node) {
      const [variable] = node.name === 'HEAR' ? node.args : [];
      if (variable?.kind === 'variable') declare(lower(variable.name), sortOf(typeOfHear(node)));
    },
    infix({ operator, left, right }) {
      if (!COMPARISONS.has(operator)) return;
      const pair = comparedIn(left, right) ?? comparedIn(right, left);
      if (pair !== undefined) compared.push(pair);
    },
    end() {
      for (const pair of compared) {
        const sort = others.has(pair.name) ? undefined : sorts.get(pair.name);
        if (sort !== undefined && !fits(pair.text, sort)) tell(context, pair, sort);
      }
    },
  };
};

/** A name beside a text. */
interface Compared {
  readonly name: string;
  readonly shown: string;
  readonly text: string;
  readonly span: Span;
}

function comparedIn(name: Expression, other: Expression): Compared | undefined {
  if (name.kind !== 'variable' || other.kind !== 'literal') return undefined;
  const { value: text } = other;
  if (typeof text !== 'string' || text === '') return undefined;
  return { name: lower(name.name), shown: name.name, text, span: other };
}

function sortOf(type: string): Sort | undefined {
  return Object.hasOwn(SORTS, type) ? SORTS[type] : undefined;
}

function typeOfHear({ clauses }: KeywordCommand): string {
  const [type] = clauses.find(({ word }) => word === 'AS')?.values ?? [];
  return type?.kind === 'variable' ? type.name.toUpperCase() : '';
}

function fits(text: string, sort: Sort): boolean {
  if (sort === 'number') return NUMERIC.test(text);
  return ['true', 'false', '1', '0'].includes(text.toLowerCase());
}

function tell(context: CheckContext, { shown, text, span }: Compared, sort: Sort): void {
  const what = sort === 'number' ? 'a number' : 'TRUE or FALSE';
  context.warning({
    code: 'BASIC_NEVER_EQUAL',
    message: `${shown} is ${what}; it is never "${text.slice(0, 40)}".`,
    span,
    hint: `Compare it with ${what}.`,
  });
}
