import fc from '../property';
import type { Expression } from '../../plan/expression';
import type { Block, Draft } from './draft';
import { expression } from './expressions';

/** IF with its ELSE IF and ELSE. */
export function arms(block: fc.Arbitrary<Block>): fc.Arbitrary<Draft<'if'>> {
  return fc
    .tuple(fc.array(fc.tuple(expression, block), { minLength: 1, maxLength: 3 }), fc.option(block))
    .map(([given, otherwise]) => (id, makeBlock) => ({
      id,
      kind: 'if',
      arms: given.map(([when, body], index) => ({
        when,
        block: makeBlock(index === 0 ? `${id}.then` : `${id}.elseif${index}`, body),
      })),
      ...(otherwise !== null && { otherwise: makeBlock(`${id}.else`, otherwise) }),
    }));
}

/** SELECT CASE: the subject is a variable or a literal. */
export function cases(block: fc.Arbitrary<Block>): fc.Arbitrary<Draft<'if'>> {
  const values = fc.array(expression, { minLength: 1, maxLength: 3 });
  const subject = expression.filter(({ op }) => op === 'variable' || op === 'literal');
  const lists = fc.array(fc.tuple(values, block), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(subject, lists, fc.option(block))
    .map(([left, given, otherwise]) => (id, makeBlock) => ({
      id,
      kind: 'if',
      arms: given.map(([wanted, body], index) => ({
        when: wanted
          .map((right): Expression => ({ op: 'binary', operator: '=', left, right }))
          .reduceRight((right, each) => ({ op: 'lazy', operator: 'or', left: each, right })),
        block: makeBlock(`${id}.case${index}`, body),
      })),
      ...(otherwise !== null && { otherwise: makeBlock(`${id}.else`, otherwise) }),
    }));
}

/** A SELECT with nothing but CASE ELSE. */
export function onlyElse(block: fc.Arbitrary<Block>): fc.Arbitrary<Draft<'if'>> {
  const when: Expression = { op: 'literal', value: true };
  return block.map((body) => (id, makeBlock) => ({
    id,
    kind: 'if',
    arms: [{ when, block: makeBlock(`${id}.else`, body) }],
  }));
}
