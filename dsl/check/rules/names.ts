import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

const MAX_NAME = 200;
const FORBIDDEN = /^(?:__proto__|prototype|constructor)$/i;

/** No name is one of those that reach into the machinery, empty or endless. */
export const names: Rule = (context) => {
  const named = ({ name, nameSpan }: Named): void => {
    checkName(context, name, nameSpan);
  };
  const pairs = (list: readonly Named[] = []): void => {
    list.forEach(named);
  };
  return {
    call: named,
    callSub: named,
    field: ({ path }) => {
      pairs(path);
    },
    find: ({ orderBy }) => {
      for (const { column, nameSpan } of orderBy) checkName(context, column, nameSpan);
    },
    keyword: ({ clauses }) => {
      for (const clause of clauses) pairs(clause.pairs);
    },
    member: named,
    method: named,
    object: ({ fields }) => {
      pairs(fields);
    },
    param: named,
    save: (node) => {
      pairs(node.pairs);
    },
    sub: named,
    update: (node) => {
      pairs(node.pairs);
    },
    variable: (node) => {
      checkName(context, node.name, node);
    },
  };
};

interface Named {
  readonly name: string;
  readonly nameSpan: Span;
}

function checkName(context: CheckContext, name: string, span: Span): void {
  if (FORBIDDEN.test(name)) {
    context.error({
      code: 'BASIC_RESERVED_NAME',
      message: `The name ${name} is reserved.`,
      span,
      hint: 'Choose another name.',
    });
  } else if (name === '' || name.length > MAX_NAME) {
    context.error({
      code: 'BASIC_NAME_LENGTH',
      message: `A name has 1 to ${MAX_NAME} characters; this one has ${name.length}.`,
      span,
      hint: 'Choose a shorter name.',
    });
  }
}
