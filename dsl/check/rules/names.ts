import type { TreeNode } from '../../basic/visit';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

const MAX_NAME = 200;
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/** No name is one of those that reach into the machinery, empty or endless. */
export const names: Rule = (context) => (node) => {
  for (const { name, span } of namesOf(node)) checkName(context, name, span);
};

interface Named {
  readonly name: string;
  readonly span: Span;
}

function checkName(context: CheckContext, name: string, span: Span): void {
  if (FORBIDDEN.has(name) || FORBIDDEN.has(name.toLowerCase())) {
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

function namesOf(node: TreeNode): readonly Named[] {
  switch (node.kind) {
    case 'variable':
      return [{ name: node.name, span: node }];
    case 'member':
    case 'method':
    case 'call':
    case 'callSub':
    case 'param':
      return [{ name: node.name, span: node.nameSpan }];
    case 'sub':
      return [{ name: node.name, span: node.nameSpan }];
    case 'object':
      return node.fields.map(({ name, nameSpan }) => ({ name, span: nameSpan }));
    case 'with':
      return node.fields.flatMap(({ path }) =>
        path.map(({ name, nameSpan }) => ({ name, span: nameSpan })),
      );
    default:
      return dataNames(node);
  }
}

/** Names of columns and clauses. */
function dataNames(node: TreeNode): readonly Named[] {
  switch (node.kind) {
    case 'save':
      return (node.pairs ?? []).map(({ name, nameSpan }) => ({ name, span: nameSpan }));
    case 'update':
      return node.pairs.map(({ name, nameSpan }) => ({ name, span: nameSpan }));
    case 'find':
      return node.orderBy.map(({ column, nameSpan }) => ({ name: column, span: nameSpan }));
    case 'keyword':
      return node.clauses.flatMap(({ pairs }) =>
        pairs.map(({ name, nameSpan }) => ({ name, span: nameSpan })),
      );
    default:
      return [];
  }
}
